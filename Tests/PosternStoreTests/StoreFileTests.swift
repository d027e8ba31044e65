import Foundation
import PosternModel
import PosternStore
import Testing

@Suite("Store in a file")
struct StoreFileTests {
  @Test("contents and revision survive closing and opening")
  func durability() throws {
    try withDirectory { directory in
      let path = directory + "/postern.db"
      let written = try SampleContents.everything()
      do {
        let store = try EntityStore(at: .file(path: path))
        _ = try store.replaceContents(written)
      }
      let store = try EntityStore(at: .file(path: path))
      let (contents, revision) = try store.readContents()
      #expect(contents == written)
      #expect(revision == 1)
    }
  }

  @Test("a second store on the same file reads what the first has committed")
  func twoConnections() throws {
    try withDirectory { directory in
      let path = directory + "/postern.db"
      let writer = try EntityStore(at: .file(path: path))
      let reader = try EntityStore(at: .file(path: path))
      _ = try writer.replaceContents(SampleContents.everything())
      #expect(try reader.readContents().contents == SampleContents.everything())
    }
  }

  @Test("rejects a file that is not a database")
  func foreignFile() throws {
    try withDirectory { directory in
      let path = directory + "/postern.db"
      try String(repeating: "this is no database; ", count: 100)
        .write(toFile: path, atomically: true, encoding: .utf8)
      let failure = #expect(throws: StoreError.self) { try EntityStore(at: .file(path: path)) }
      #expect(failure?.code == .damaged)
    }
  }

  @Test("rejects a truncated file")
  func truncatedFile() throws {
    try withDirectory { directory in
      let path = directory + "/postern.db"
      do {
        let store = try EntityStore(at: .file(path: path))
        _ = try store.replaceContents(SampleContents.everything())
      }
      let whole = try Foundation.Data(contentsOf: URL(fileURLWithPath: path))
      try whole.prefix(whole.count / 2 + 100).write(to: URL(fileURLWithPath: path))
      let failure = #expect(throws: StoreError.self) {
        try EntityStore(at: .file(path: path)).readContents()
      }
      #expect(failure?.code == .damaged)
    }
  }

  @Test("rejects a path whose directory does not exist")
  func missingDirectory() throws {
    try withDirectory { directory in
      let path = directory + "/absent/postern.db"
      let failure = #expect(throws: StoreError.self) { try EntityStore(at: .file(path: path)) }
      #expect(failure?.code == .cannotOpen)
      #expect(failure?.subject == path)
    }
  }

  private func withDirectory(_ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }
}

import Foundation
import Testing

@Suite("What a pod pays for its sidecar", .serialized, .timeLimit(.minutes(1)))
struct FootprintTests {
  private static let binaryByteCountMax = 26_000_000
  private static let residentKilobyteCountMax = 18_000

  @Test("the stripped binary has less than 26 MB")
  func binarySize() throws {
    let scratch = try Scratch()
    let stripped = scratch.url("postern").path
    let strip = try Command.run(["strip", "-o", stripped, try Environment.binary()])
    try #require(strip.status == 0, "\(strip.complaints)")
    let attributes = try FileManager.default.attributesOfItem(atPath: stripped)
    let byteCount = try #require(attributes[.size] as? Int)
    #expect(byteCount < Self.binaryByteCountMax)
  }

  @Test("the binary needs no Swift on the machine, and no Foundation")
  func linkedLibraries() throws {
    let libraries = try Command.run(["ldd", try Environment.binary()])
    try #require(libraries.status == 0, "\(libraries.complaints)")
    #expect(!libraries.output.contains("libswift"), "\(libraries.output)")
    #expect(!libraries.output.contains("Foundation"), "\(libraries.output)")
  }

  @Test("an idle sidecar has less than 18 MB resident")
  func residentMemory() async throws {
    let scratch = try Scratch()
    let binary = try readableBinary(in: scratch)
    let sidecar = try await Sidecar.start(
      launcher: ["/bin/sh", "-c", #"shift && exec "$0" "$@""#, binary]
    )
    #expect(try sidecar.probe("/readyz").status == 200)
    let status = try String(
      contentsOfFile: "/proc/\(sidecar.process.processIdentifier)/status",
      encoding: .utf8
    )
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    let kilobyteCount = try #require(line.split { !$0.isNumber }.compactMap { Int($0) }.first)
    #expect(kilobyteCount < Self.residentKilobyteCountMax)
  }
  /// A copy of the binary that has to be read again.
  ///
  /// What was just linked stands in the file cache in large pieces, which the kernel maps whole for
  /// whoever touches a page of them; on a machine that runs the binary it was read from the disk.
  private func readableBinary(in scratch: Scratch) throws -> String {
    let copy = scratch.url("postern").path
    for arguments in [
      ["if=\(try Environment.binary())", "bs=1M", "conv=fdatasync"],
      ["oflag=nocache", "conv=notrunc,fdatasync", "count=0"],
    ] {
      let dd = try Command.run(["dd", "of=\(copy)"] + arguments)
      try #require(dd.status == 0, "\(dd.complaints)")
    }
    let chmod = try Command.run(["chmod", "+x", copy])
    try #require(chmod.status == 0, "\(chmod.complaints)")
    return copy
  }
}

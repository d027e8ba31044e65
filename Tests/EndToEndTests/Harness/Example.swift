import Foundation

/// The example account and its questions.
enum Example {
  /// The folder with its manifests.
  static let folder = Environment.repository.appending(path: "deploy/examples/acme")

  /// Every question of the example, in the order of the story.
  static let questions: [Question] = {
    let requests = folder.appending(path: "requests")
    let names = try? FileManager.default.contentsOfDirectory(atPath: requests.path)
    return (names ?? []).filter { $0.hasSuffix(".json") }.sorted().compactMap {
      try? Question(file: requests.appending(path: $0))
    }
  }()
}

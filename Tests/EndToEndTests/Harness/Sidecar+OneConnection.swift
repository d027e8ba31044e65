import Foundation
import Testing

extension Sidecar {
  private static let separator = "\u{1E}"

  /// Sends requests one after another with one curl, which keeps its connection as long as we do.
  func askOnOneConnection(_ inputs: [BadInput]) throws -> [Answer] {
    let scratch = try Scratch()
    let requests = try inputs.enumerated().map { index, input in
      let file = try scratch.write(Data(input.body.utf8), to: "body-\(index)")
      return """
        http2-prior-knowledge
        silent
        show-error
        path-as-is
        request = "\(input.method)"
        header = "content-type: \(input.contentType)"
        data-binary = "@\(file)"
        write-out = "\\n%{http_code} %{http_version} %{num_connects}\(Self.separator)"
        url = "http://\(decisions)\(input.path)"
        """
    }
    let script = Data(requests.joined(separator: "\nnext\n").utf8)
    let client = try Command.run(["curl", "-K", "-"], input: script)
    try #require(client.status == 0, "\(client.complaints)")
    return try client.output.components(separatedBy: Self.separator).dropLast().map(Self.answer)
  }
}

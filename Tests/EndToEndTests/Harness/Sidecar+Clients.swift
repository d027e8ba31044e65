import Foundation
import Testing

extension Sidecar {
  private static let contentType = "content-type: application/json"

  /// Asks for a decision with curl, over TCP.
  func askWithCurl(_ body: Data) throws -> Answer {
    try curl(["http://\(decisions)/v1/authorize"], body: body)
  }

  /// Asks for a decision with curl, over the Unix socket.
  func askOverSocket(_ body: Data) throws -> Answer {
    try curl(["--unix-socket", socket, "http://localhost/v1/authorize"], body: body)
  }

  /// Asks for a decision with nghttp, which speaks nothing but HTTP/2.
  func askWithNghttp(_ body: Data) throws -> JSON {
    let scratch = try Scratch()
    let file = try scratch.write(body, to: "request.json")
    let url = "http://\(decisions)/v1/authorize"
    let client = try Command.run(["nghttp", "-d", file, "-H", Self.contentType, url])
    try #require(client.status == 0, "\(client.complaints)")
    return try JSON(client.output)
  }

  /// Asks a probe of the diagnostics listener, which speaks HTTP/1.1.
  func probe(_ path: String) throws -> Answer {
    try answer(["http://\(diagnostics)\(path)"], input: Data())
  }

  /// Posts a JSON body with curl over HTTP/2 with prior knowledge.
  func curl(_ target: [String], body: Data) throws -> Answer {
    try answer(
      ["--http2-prior-knowledge", "-H", Self.contentType, "--data-binary", "@-"] + target,
      input: body
    )
  }

  /// Runs curl with any arguments and takes its answer apart.
  func answer(_ arguments: [String], input: Data) throws -> Answer {
    let form = "\n%{http_code} %{http_version}"
    let client = try Command.run(["curl", "-sS", "-w", form] + arguments, input: input)
    try #require(client.status == 0, "\(client.complaints)")
    return try Self.answer(client.output)
  }

  /// Takes apart what curl wrote: a body, then a line with what it saw.
  private static func answer(_ output: String) throws -> Answer {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let seen = try #require(lines.last).split(separator: " ")
    try #require(seen.count == 2)
    let text = lines.dropLast().joined(separator: "\n")
    return Answer(
      status: try #require(Int(seen[0])),
      version: String(seen[1]),
      body: try? JSON(text),
      text: text
    )
  }
}

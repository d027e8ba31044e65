import Foundation
import Testing

extension Sidecar {
  private static let contentType = "content-type: application/json"

  /// Asks for a decision with curl over TLS; with whatever further arguments it is given.
  func curlTLS(_ body: Data, _ arguments: [String]) throws -> Command {
    try Command.run(
      ["curl", "-sS", "-w", "\n%{http_code} %{http_version}", "-H", Self.contentType]
        + ["--data-binary", "@-"] + arguments + ["https://\(decisions)/v1/authorize"],
      input: body
    )
  }

  /// Lets `openssl s_client` shake hands and returns what it says of it; it ends by itself then.
  func handshake(_ arguments: [String]) throws -> Command {
    let script = #"exec openssl s_client "$@" > /dev/null"#
    let client = ["bash", "-c", script, "-", "-connect", decisions, "-brief"]
    return try Command.run(client + arguments)
  }

  /// The serial number of the certificate that the sidecar shows.
  func serial(_ certificates: Certificates) throws -> String {
    let shown = try Command.run([
      "bash", "-c",
      "openssl s_client -connect \(decisions) -alpn h2 -CAfile \(certificates.authority) "
        + "</dev/null 2>/dev/null | openssl x509 -noout -serial",
    ])
    return shown.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

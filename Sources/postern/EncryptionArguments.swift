import ArgumentParser
import PosternManifest
import PosternServer
import PosternTransport

/// The arguments that say how a listener encrypts, and which clients it lets in.
struct EncryptionArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The certificate of this process and those up to the root, PEM; read again when it changes.",
      valueName: "file"
    )
  )
  var decisionsCertificate: String?

  @Option(help: ArgumentHelp("The private key of the certificate, PEM.", valueName: "file"))
  var decisionsKey: String?

  @Option(
    help: ArgumentHelp(
      "The roots that client certificates are verified against, PEM.",
      valueName: "file"
    )
  )
  var decisionsClientCA: String?

  @Option(
    help: ArgumentHelp(
      "Whether clients must show a certificate: required when there are roots, else none.",
      valueName: "none|optional|required"
    )
  )
  var decisionsClientCertificates: TLSOptions.ClientCertificates?

  @Option(
    help: ArgumentHelp(
      "A name in a client certificate that may connect, such as spiffe://example.org/ns/shop/*; "
        + "can be repeated.",
      valueName: "name"
    )
  )
  var decisionsClient: [String] = []

  /// The listener's member `tls`; nil when none of the arguments is there.
  var node: ConfigurationNode? {
    let values = [
      ("--decisions-certificate", "certificateFile", decisionsCertificate),
      ("--decisions-key", "keyFile", decisionsKey),
      ("--decisions-client-ca", "clientAuthorityFile", decisionsClientCA),
      (
        "--decisions-client-certificates", "clientCertificates",
        decisionsClientCertificates?.rawValue
      ),
    ]
    let nodes =
      values.compactMap { flag, name, value in
        value.map { ConfigurationNode(flag: flag, path: "tls.\(name)", $0) }
      } + clients
    return nodes.first.map { nodes.dropFirst().reduce($0) { $0.overlaid(with: $1) } }
  }

  /// The list of clients that may connect; nothing when none is named.
  private var clients: [ConfigurationNode] {
    guard !decisionsClient.isEmpty else { return [] }
    let place = ConfigurationPlace(source: "--decisions-client", position: nil)
    let names = decisionsClient.map { ConfigurationNode(.text($0), at: place) }
    let list = ConfigurationNode(.list(names), at: place)
    return [ConfigurationNode(path: ["tls", "allowedClients"], value: list)]
  }
}

extension TLSOptions.ClientCertificates: ExpressibleByArgument {}

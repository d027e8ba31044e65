/// The configuration that holds when nothing is said, as a file with the reasons of every option.
///
/// Loaded again it gives the same options.
package enum ConfigurationDefaults {
  /// The text of the file.
  package static var text: String {
    let options = ServerOptions(directory: "")
    var lines = [
      "# Everything that Postern can be told, with the values that hold when nothing is said.",
      "# A file needs only what differs. Options marked with * take effect on SIGHUP, and so do",
      "# `authzen` and `proxies`; the others need a restart, and the log names which changed.",
      "# Flags win over `--set NAME=VALUE`, that over POSTERN_SECTION__NAME in the environment,",
      "# and that over this file. Values may hold ${NAME} or ${NAME:-text}, and a value",
      "# `file:/path` is the text of that file.",
    ]
    for section in Setting.sections {
      lines += ["", "# \(section.reason)", "\(section.name):"]
      for setting in section.settings { lines += self.lines(of: setting, in: options) }
    }
    lines += listenerLines(options)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of setting: Setting, in options: ServerOptions) -> [String] {
    let mark = setting.isReloadable ? "* " : ""
    let words = "\(mark)\(setting.reason) Takes \(setting.form.expectation)."
    let comment = wrapped(words).map { "  # \($0)" }
    guard let value = setting.value(in: options) else {
      return comment + ["  # \(setting.name):"]
    }
    return comment + ["  \(setting.name): \(value)"]
  }

  private static func listenerLines(_ options: ServerOptions) -> [String] {
    let decisions = options.decisionListeners.map { "  - address: \($0.address)" }
    return [
      "", "# Where questions are asked, one listener or more; each takes",
      "#   address: HOST:PORT, [IPv6]:PORT, unix:PATH, or systemd:NAME for a socket of that name",
      "#   insecure: true lets other machines reach it although it does not encrypt",
      "#   trustedContext: true takes facts that Postern otherwise derives, for callers that have",
      "#     verified them",
      "#   trustedProxy: true believes the header fields in which a proxy describes a request;",
      "#     let nobody but the proxy reach such a listener",
      "#   tls: {certificateFile, keyFile, clientAuthorityFile, clientCertificates}: files in PEM;",
      "#     the last one is none, optional or required; new files are taken when they change",
      "#   tls.allowedClients: [\"spiffe://example.org/ns/shop/*\", web.example.org] lets in only",
      "#     clients with such a name in their certificate; needs clientCertificates: required",
      "#   mode, owner: {uid, gid}, allowedUids, allowedGids for a Unix socket, by name or number;",
      "#     the mode is 0600",
      "decisions:",
    ] + decisions + [
      "", "# Where probes and collectors of metrics ask: one such listener.", "diagnostics:",
      "  address: \(options.diagnosticsListener.address)", "",
      "# How the entities of OpenID AuthZEN are named here; without this section it is not spoken.",
      "# The first rule whose type is that of the entity is used, `*` is every type; `{id}` alone",
      "# takes ids that are ARNs already. Properties are the condition keys authzen:subject/NAME,",
      "# authzen:action/NAME, authzen:resource/NAME and authzen:context/NAME.",
      "# authzen:",
      "#   baseURL: https://pdp.example.test    # published as metadata",
      "#   subjects: [{type: user, principal: \"arn:aws:iam::111122223333:user/{id}\"}]",
      "#   actions: [{resourceType: \"*\", service: app}]    # of names without a colon",
      "#   resources: [{type: \"*\", arn: \"arn:aws:app:::{type}/{id}\"}]",
      "#   contextKeys: [{member: ip, key: \"aws:SourceIp\"}]",
      "#   principalTags: false    # properties of subjects are tags too; needs trustedContext",
      "#   resourceTags: false     # properties of resources are tags too",
      "#   explain: false          # every answer says why, not only when context.postern.explain",
      "",
      "# How the requests that proxies ask about become questions. The first rule that matches",
      "# wins; a part of a path in braces goes where its name stands again. Fields are believed",
      "# only on listeners with trustedProxy.",
      "# proxies:",
      "#   principals:    # whom the name in a client certificate stands for",
      "#     - identity: \"spiffe://example.org/ns/{namespace}/sa/{account}\"",
      "#       principal: \"arn:aws:sts::111122223333:assumed-role/{account}/{namespace}\"",
      "#   principalHeader: x-user       # the field in which a proxy names the principal",
      "#   routes:        # what a request does, and on what, unless the proxy's route says it",
      "#     - method: GET              # left out for all",
      "#       path: /orders/{id}       # {rest...} at the end takes all that is left",
      "#       action: orders:GetOrder",
      "#       resource: \"arn:aws:orders:eu-west-1:111122223333:order/{id}\"",
      "#   service: proxy                # of what no rule knows: SERVICE:Invoke",
      "#   contextHeaders: [x-tenant]    # fields that become envoy:header/NAME",
      "#   forwardedForDepth: 0          # which entry of x-forwarded-for is the client's",
      "#   refuseEncodedSlash: true      # `%2F` in a path",
      "#   refusePathParameters: true    # `;` in a path",
      "#   removeAuthorization: false    # the service behind does not see `authorization`",
      "#   challenge: Bearer             # www-authenticate of a 401 for nobody; left out: 403",
    ]
  }

  /// Breaks a text into lines that are easy to read.
  private static func wrapped(_ text: String) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + word.count < 92 {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

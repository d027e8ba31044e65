import PosternAPI
import PosternTransport

extension ServerOptions {
  /// Something about the listeners that is refused.
  struct ListenerFault {
    /// What it is about.
    enum Subject {
      /// The listeners for questions, all together.
      case decisions
      /// One of them.
      case decision(Int)
      /// The listener for probes.
      case diagnostics
      /// Facts that callers may say on all of them.
      case authzen
    }

    let subject: Subject
    let error: OptionsError
  }

  /// Everything about the listeners that could not work or would be dangerous.
  var listenerFaults: [ListenerFault] {
    guard !decisionListeners.isEmpty else {
      let message = "nobody could ask: no listener is left"
      let error = OptionsError(.noListener, subject: "--decisions", message)
      return [ListenerFault(subject: .decisions, error: error)]
    }
    var faults: [ListenerFault] = []
    if let authzen, !decisionListeners.allSatisfy(\.trustsContext) {
      faults = ServerOptions.untrustedFacts(in: authzen).map {
        ListenerFault(subject: .authzen, error: $0)
      }
    }
    let subjects = decisionListeners.indices.map(ListenerFault.Subject.decision) + [.diagnostics]
    var addresses: [String] = []
    for (subject, listener) in zip(subjects, decisionListeners + [diagnosticsListener]) {
      do throws(OptionsError) {
        try listener.validate()
        try ServerOptions.refuseShared(listener, with: addresses)
      } catch {
        faults.append(ListenerFault(subject: subject, error: error))
      }
      // The system finds a port of its own for each that asks for any.
      if case .tcp(_, port: 0) = listener.address { continue }
      addresses.append(listener.address.description)
    }
    return faults
  }

  private static func refuseShared(
    _ listener: ListenerOptions,
    with addresses: [String]
  ) throws(OptionsError) {
    let address = listener.address.description
    guard addresses.contains(address) else { return }
    throw OptionsError(.sharedAddress, subject: address, "two listeners cannot share an address")
  }

  /// What only callers that are trusted to know it may say.
  private static func untrustedFacts(in authzen: AuthZENMapping) -> [OptionsError] {
    let remedy = "say `trustedContext: true` for every listener when all callers have verified them"
    let keys = authzen.contextKeys.filter(\.isSetByEngine).map { rule in
      OptionsError(
        .untrustedFacts,
        subject: "authzen.contextKeys",
        "`\(rule.key)` is among the facts that Postern finds out itself; \(remedy)"
      )
    }
    guard authzen.setsPrincipalTags else { return keys }
    let tags = OptionsError(
      .untrustedFacts,
      subject: "authzen.principalTags",
      "a caller could make up the tags of anybody; \(remedy)"
    )
    return [tags] + keys
  }
}

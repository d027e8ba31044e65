import PosternTransport

extension ProxyAnswer {
  /// Appends the answer as Envoy reads it, the fields of a `CheckResponse`.
  ///
  /// Envoy takes a message without a status for an allow. So a denial is written in one place only,
  /// here, and every denial has a status of the call, 7, and one of HTTP.
  func writeCheckResponse(into bytes: inout [UInt8]) {
    switch self {
    case .allow(let grant):
      ProxyAnswer.writeStatus(.ok, into: &bytes)
      bytes.appendField(3) { ProxyAnswer.write(grant, into: &$0) }
    case .deny(let denial):
      ProxyAnswer.writeStatus(.permissionDenied, into: &bytes)
      bytes.appendField(2) { ProxyAnswer.write(denial, into: &$0) }
    }
    bytes.appendField(4, describe)
  }

  /// Writes the status of the call.
  private static func writeStatus(_ code: CallCode, into bytes: inout [UInt8]) {
    bytes.appendField(1) { $0.appendField(1, UInt64(code.rawValue)) }
  }

  /// Writes an `OkHttpResponse`.
  private static func write(_ grant: ProxyGrant, into bytes: inout [UInt8]) {
    writeField("x-postern-principal", grant.principal, into: &bytes)
    writeField("x-postern-decision-id", grant.decisionID, into: &bytes)
    if grant.removesAuthorization { bytes.appendField(5, "authorization") }
  }

  /// Writes a `DeniedHttpResponse`.
  private static func write(_ denial: ProxyDenial, into bytes: inout [UInt8]) {
    bytes.appendField(1) { $0.appendField(1, UInt64(denial.status.rawValue)) }
    writeField("content-type", "application/json", into: &bytes)
    if let id = denial.decisionID { writeField("x-postern-decision-id", id, into: &bytes) }
    if let challenge = denial.challenge { writeField("www-authenticate", challenge, into: &bytes) }
    bytes.appendField(3) { $0.append(contentsOf: denial.body) }
  }

  /// Says in the metadata of the request, for Envoy's logs and later filters, what was decided.
  private func describe(into bytes: inout [UInt8]) {
    let (decision, id, principal, revision): (String, String?, String, UInt64?) =
      switch self {
      case .allow(let grant): ("allow", grant.decisionID, grant.principal, grant.revision)
      case .deny(let denial): ("deny", denial.decisionID, denial.principal, denial.revision)
      }
    func write(_ name: String, _ value: String) {
      ProxyAnswer.writeMetadata(name, into: &bytes) { $0.appendField(3, value) }
    }
    write("decision", decision)
    if let id { write("decision_id", id) }
    if !principal.isEmpty { write("principal", principal) }
    if let revision {
      ProxyAnswer.writeMetadata("policy_revision", into: &bytes) {
        $0.appendField(2, Double(revision))
      }
    }
  }

  /// Writes a member of a `Struct`.
  private static func writeMetadata(
    _ name: String,
    into bytes: inout [UInt8],
    _ writeValue: (inout [UInt8]) -> Void
  ) {
    bytes.appendField(1) { bytes in
      bytes.appendField(1, name)
      bytes.appendField(2, writeValue)
    }
  }

  /// Writes a field that takes the place of one that the client may have sent: a
  /// `HeaderValueOption`, to overwrite or to add.
  private static func writeField(_ name: String, _ value: String, into bytes: inout [UInt8]) {
    bytes.appendField(2) { bytes in
      bytes.appendField(1) { header in
        header.appendField(1, name)
        header.appendField(2, value)
      }
      bytes.appendField(3, UInt64(2))
    }
  }
}

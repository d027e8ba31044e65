/// Who asks, as matching sees it.
struct Caller: BitwiseCopyable {
  let form: UInt8
  /// Whether a permissions boundary is attached (M-43).
  let hasBoundary: Bool
  /// Whether root issued the federated session.
  let isIssuedByRoot: Bool
  /// The name that the request gave.
  let text: ByteSlice
  /// The parts of the ARN; empty for callers outside accounts.
  let partition: ByteSlice
  let account: ByteSlice
  /// The name of the user, the role or the federated user, without path.
  let name: ByteSlice
  /// The session's name; empty for "some session" of a role, and for everyone else.
  let session: ByteSlice
  /// The entity: for a role session the role's ARN.
  let arn: ByteSlice
  /// `aws:userid`; empty when unknown.
  let userID: ByteSlice
  /// The ARN that issued a federated session; empty for everyone else.
  let issuer: ByteSlice

  /// Whether the caller belongs to an account.
  var isOfAccount: Bool { form <= CallerForm.federatedSession.rawValue }

  /// Whether the caller is a session of a role that a service owns (E-26).
  var isServiceLinked: Bool {
    form == CallerForm.roleSession.rawValue && arn.contains(":role/aws-service-role/")
  }

  /// Whether the caller has every right in its own account (E-20).
  var hasInherentRights: Bool { form == CallerForm.root.rawValue || isIssuedByRoot }
}

extension Caller {
  /// A caller of whom only the name is known.
  static func unknown(_ form: CallerForm, named text: ByteSlice) -> Caller {
    Caller(
      form: form.rawValue,
      hasBoundary: false,
      isIssuedByRoot: false,
      text: text,
      partition: .empty,
      account: .empty,
      name: .empty,
      session: .empty,
      arn: .empty,
      userID: .empty,
      issuer: .empty
    )
  }
}

/// An ARN pattern that needs more than one comparison: partition, service, region, account and the
/// sixth part.
struct ResourceProgram: BitwiseCopyable {
  /// What the pattern is beside its parts.
  enum Form: UInt32 {
    /// The parts decide.
    case parts
    /// `*` inside a `NotResource` list.
    case any
    /// A short ARN that matches nothing (M-18).
    case nothing
    /// A pattern that can never be evaluated.
    case unresolvable
  }

  let form: UInt32
  let partition: TextProgram
  let service: TextProgram
  let region: TextProgram
  let account: TextProgram
  let resource: TextProgram
}

extension ResourceProgram {
  /// A pattern without parts.
  init(_ form: Form) {
    self.init(
      form: form.rawValue,
      partition: .nothing,
      service: .nothing,
      region: .nothing,
      account: .nothing,
      resource: .nothing
    )
  }
}

extension TextProgram {
  /// The empty literal.
  static let nothing = TextProgram(form: Form.literal.rawValue, offset: 0, count: 0)
}

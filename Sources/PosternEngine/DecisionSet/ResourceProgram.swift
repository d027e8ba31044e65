/// An ARN pattern that needs more than one comparison: partition, service, region, account and the sixth part.
struct ResourceProgram: BitwiseCopyable {
  /// The value of `isResolvable` for a pattern that can never be evaluated.
  static let unresolvable = ResourceProgram(
    isAny: 0, isResolvable: 0, partition: .nothing, service: .nothing, region: .nothing,
    account: .nothing, resource: .nothing)
  /// The pattern `*` inside a `NotResource` list.
  static let any = ResourceProgram(
    isAny: 1, isResolvable: 1, partition: .nothing, service: .nothing, region: .nothing,
    account: .nothing, resource: .nothing)

  let isAny: UInt32
  let isResolvable: UInt32
  let partition: TextProgram
  let service: TextProgram
  let region: TextProgram
  let account: TextProgram
  let resource: TextProgram
}

extension TextProgram {
  /// The empty literal.
  static let nothing = TextProgram(form: Form.literal.rawValue, offset: 0, count: 0)
}

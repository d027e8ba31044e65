/// What is the same for all requests of an evaluator: the snapshot's tables and the memory for
/// intermediate results.
struct Surroundings: BitwiseCopyable {
  /// The bytes of each decision set, by number.
  let sets: SetTable
  let keyRules: ContextKeyRules
  /// How many keys the registry has; these come first.
  let registeredKeyCount: UInt16
  let principals: PrincipalTable
  let resources: ResourceTable
  let organizations: OrganizationTable
  let rcp: RCPTable
  let gateway: LayerReference
  let clock: ClockText
  let actions: ActionCache
  let keys: KeyCache
  /// For each condition key: the number under which it was sent last; of this request when it is
  /// above the request's base, so that nothing needs to be cleared.
  let slots: ScratchArray<UInt32>
  /// The number that the next request's keys are above.
  var nextBase: UInt32
  /// The Allow entries that the search for a deny passed by.
  let pending: ScratchArray<PendingRun>
  /// Room for operands whose variables are replaced.
  let expansion: ScratchArray<UInt8>
  /// The resource, when its first parts had capitals.
  let resourceText: ScratchArray<UInt8>
  /// The lower-cased name of a role session, and its id.
  let callerTexts: ScratchArray<UInt8>
  /// The most condition keys and values of one request.
  let contextKeyCountMax: Int
  let questionValueCountMax: Int
}

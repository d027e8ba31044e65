import PosternModel

/// The principals of a snapshot, by the name a request gives.
///
///     slots     bits of the name's hash, place of the record      (PlaceTable)
///     roles     ARN, place of the record; those with tags only    (NameTable)
///     records   rest of the name, numbers of sets, unique id      (PrincipalRecord)
///     shapes    begin of the name, account, layers, tags          (PrincipalShape)
///
/// A hundred thousand users share a few hundred shapes, so that a look-up loads a slot and a record
/// that are not in a cache, and a user weighs hardly more than name and id
/// (`postern-bench measure`).
struct PrincipalTable: BitwiseCopyable {
  /// A table as it was laid out.
  struct Layout {
    let slots: Region
    let roles: Region
    let rolePlaces: Region
    let records: Region
    let shapes: Region
    /// How many principals there are.
    let count: Int
    /// The most decision sets that one principal has.
    let setCountMax: Int
  }

  private let slots: PlaceTable
  private let roles: NameTable
  private let rolePlaces: ByteSlice
  /// The records.
  let records: ByteSlice
  /// The shapes, and what they and the records refer to.
  let shapes: ByteSlice
  /// How many principals there are.
  let count: Int
  /// The most decision sets that one principal has.
  let setCountMax: Int

  /// The table over regions that stay.
  init(_ layout: Layout) {
    records = layout.records.bytes
    shapes = layout.shapes.bytes
    roles = NameTable(layout.roles.bytes)
    rolePlaces = layout.rolePlaces.bytes
    count = layout.count
    setCountMax = layout.setCountMax
    let end = PrincipalTable.placeEnd(recordsByteCount: records.count)
    slots = PlaceTable(layout.slots.bytes, placeEnd: end)
  }

  /// Returns the principal with the name that requests use.
  ///
  /// - Complexity: O(n) in the length of the name, expected.
  @inline(__always)
  func find(_ name: ByteSlice, hash: UInt64) -> PrincipalView? {
    slots.find(hash) { place in view(at: place).isNamed(name) }.map(view)
  }

  /// The user or the role with an ARN; nil for a role without tags that some policy mentions.
  ///
  /// - Complexity: O(n) in the length of the ARN, expected.
  func entity(_ arn: ByteSlice) -> PrincipalView? {
    if let number = roles.find(arn) {
      return view(at: rolePlaces.load(at: number &* 4, as: UInt32.self))
    }
    guard let known = find(arn, hash: arn.hash), known.shape.form == CallerForm.user.rawValue else {
      return nil
    }
    return known
  }

  /// Has the processor fetch the slot of a name, while other things are done: in a large account
  /// neither slot nor record is in a cache (`postern-bench measure --workload L`).
  @inline(__always)
  func prefetchSlot(_ hash: UInt64) { slots.prefetch(hash) }

  /// Has the processor fetch the record of a name, whose slot was fetched before.
  @inline(__always)
  func prefetchRecord(_ hash: UInt64) {
    let place = Int(slots.firstPlace(hash)) &* PrincipalRecord.unit
    records.prefetch(at: place)
    records.prefetch(at: place &+ PrincipalRecord.nearByteCount)
  }

  /// Callers of whom only the form is known.
  @inline(__always)
  func unknown(_ form: CallerForm) -> PrincipalView {
    view(at: PrincipalTable.unknownPlace(form))
  }

  /// All principals.
  ///
  /// - Complexity: O(n) in the principals.
  var all: [PrincipalView] {
    var place = PrincipalTable.unknownPlace(.root) + UInt32(CallerForm.allCases.count * 3)
    return (0..<count).map { _ in
      let principal = view(at: place)
      place += UInt32(principal.unitCount)
      return principal
    }
  }

  @inline(__always)
  private func view(at place: UInt32) -> PrincipalView {
    PrincipalView(
      records: records,
      shapes: shapes,
      place: Int(place) &* PrincipalRecord.unit
    )
  }

  /// The place behind the last record's, in units.
  static func placeEnd(recordsByteCount: Int) -> UInt32 {
    let count = recordsByteCount / PrincipalRecord.unit
    precondition(count <= Int(Int32.max), "a snapshot is bounded far below this")
    return UInt32(count)
  }

  /// The record of callers of one form stands behind an empty unit; each takes three.
  static func unknownPlace(_ form: CallerForm) -> UInt32 { 1 + UInt32(form.rawValue) * 3 }
}

/// What all entries of one statement have in common, for up to four of its actions: 16 bytes.
///
///     0         8           12      16
///     │ actions │ statement │ guard │
///     │ 4 × u16 │    u32    │  u32  │
///
/// `actions` are numbers of action patterns, 0 behind the last. More of them, and those of
/// `NotAction`, are a list: the highest 16 bits are ones, which is no pattern's number, the 16
/// below say whether the list is negated, the low half is its place.
struct Rule: BitwiseCopyable {
  /// The size in bytes, and the distance between neighbours.
  static let size = 16
  private static let listMark: UInt64 = 0xFFFF << 48
  private static let negationMark: UInt64 = 1 << 32

  /// How a guard begins: what must hold beyond action and resource.
  enum Guard: UInt8 {
    /// The steps of a condition program follow.
    case conditions
    /// The `u32` place of a `PrincipalProgram` follows.
    case principal
    /// A place and then steps.
    case both
  }

  let actions: UInt64
  let statement: UInt32
  /// The place of the guard, 0 for none.
  let `guard`: UInt32

  /// Whether the actions are a list.
  @inline(__always)
  var hasList: Bool { actions >= Rule.listMark }
  /// Whether the statement applies to all but the listed actions.
  var isListNegated: Bool { actions & Rule.negationMark != 0 }
  /// The place of a list: its `u32` length, and so many `u16` numbers.
  var listPlace: Int { Int(UInt32(truncatingIfNeeded: actions)) }

  /// The word for a list.
  static func list(at place: UInt32, isNegated: Bool) -> UInt64 {
    listMark | (isNegated ? negationMark : 0) | UInt64(place)
  }
}

/// One resource of one statement for up to four of its actions: 32 bytes, two to a cache line.
///
///     0        8        16       20        24        28     30   31
///     │ tail   │ action │literal │statement│condition│prefix│kind│flags│
///     │ 8 bytes│ 4 × u16│  u32   │   u32   │   u32   │ u16  │ u8 │ u8  │
///
/// `tail` is the last eight bytes of the pattern's literal prefix, the one comparison that tells
/// most entries apart. It is a filter, never a proof: what passes is compared in full, before
/// allowing and before denying.
struct Entry: BitwiseCopyable {
  /// What the resource pattern looks like; cheap shapes have shortcuts.
  enum Shape: UInt8 {
    /// `*`.
    case any
    /// An ARN without wildcards and variables: `literal` is its text, `prefixLength` its length.
    case exact
    /// A literal and then `*`: `literal` is the text before the star.
    case prefix
    /// A literal and then a pattern: `literal` is the place of a `PatternProgram`.
    case pattern
    /// Anything else: `literal` is the place of a `ResourceProgram`.
    case program
    /// A `NotResource` list: `literal` is the place of its count and its programs.
    case negated
  }

  /// The size in bytes, and the distance between neighbours.
  static let size = 32

  /// `actions` is the place and the length of a list instead of four numbers.
  static let hasActionList: UInt8 = 1
  /// The listed actions are those the statement does not apply to.
  static let isActionNegated: UInt8 = 2
  /// `tail` and `prefixLength` speak of a literal of at least eight bytes and must be compared.
  static let hasTail: UInt8 = 4
  /// The literal prefix counts from the ARN's sixth part on, not from its first byte.
  static let tailCountsFromResource: UInt8 = 8

  /// The statement refuses; decides what an unresolvable `NotResource` entry means (M-16).
  static let isDeny: UInt8 = 16
  /// `condition` is the place of a `Guard`: a principal test, and conditions behind it.
  static let hasPrincipal: UInt8 = 32

  /// What stands at `condition` of an entry that names principals.
  struct Guard: BitwiseCopyable {
    /// The place of the `PrincipalProgram`.
    let principal: UInt32
    /// The place of the condition program, 0 for none.
    let condition: UInt32
  }

  let tail: UInt64
  let actions: UInt64
  let literal: UInt32
  let statement: UInt32
  let condition: UInt32
  let prefixLength: UInt16
  let shape: UInt8
  let flags: UInt8
}

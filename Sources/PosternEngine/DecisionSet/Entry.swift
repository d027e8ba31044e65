/// One resource of one statement: 16 bytes, four to a cache line.
///
///     0        8              12     14       16
///     │ tail   │ shape, place │ rule │ prefix │
///     │ 8 bytes│ 3 + 29 bits  │ u16  │ u16    │
///
/// `tail` is the last eight bytes of the pattern's literal prefix, the one comparison that tells
/// most entries apart. It is a filter, never a proof: what passes is compared in full, before
/// allowing and before denying. The bytes in front of the tail stand among the programs; there most
/// entries of a service share them, because they begin alike and end differently.
///
/// `prefix` is the length of the literal prefix, with the tail. In tailed entries it counts from
/// the resource's first byte, in the others, which are called open, from the ARN's sixth part on,
/// and 0 says there that nothing is known of the resource's beginning.
///
/// What does not fit into `rule` and `place` goes into the overflow form, `Shape.wide`.
struct Entry: BitwiseCopyable {
  /// What the resource pattern looks like; cheap shapes have shortcuts.
  enum Shape: UInt32 {
    /// `*`.
    case any
    /// An ARN without wildcards and variables: `place` is that of the bytes in front of the tail.
    case exact
    /// A literal and then `*`: as above.
    case prefix
    /// A literal and then a pattern: at `place` stand the `u32` place of the bytes in front of the
    /// tail, and the pattern.
    case pattern
    /// Anything else: `place` is that of a `ResourceProgram`.
    case program
    /// As `program`; the place is the low half of `tail`, the rule the high half.
    case wide
  }

  /// The size in bytes, and the distance between neighbours.
  static let size = 16
  /// How many bits of `shapeAndPlace` are the place.
  static let placeBits: UInt32 = 29
  /// The length of a tail.
  static let tailLength = 8

  let tail: UInt64
  private let shapeAndPlace: UInt32
  private let narrowRule: UInt16
  let prefixLength: UInt16

  /// An entry in the usual form.
  ///
  /// - Precondition: place and rule fit into their fields.
  init(_ shape: Shape, place: Int, rule: Int, tail: UInt64, prefixLength: Int) {
    precondition(place < 1 << Entry.placeBits, "a place that is too large has an overflow form")
    shapeAndPlace = shape.rawValue << Entry.placeBits | UInt32(place)
    narrowRule = UInt16(rule)
    self.tail = tail
    self.prefixLength = UInt16(prefixLength)
  }

  /// An entry in the overflow form.
  init(widePlace place: Int, rule: Int) {
    shapeAndPlace = Shape.wide.rawValue << Entry.placeBits
    narrowRule = 0
    tail = UInt64(UInt32(place)) | UInt64(UInt32(rule)) << 32
    prefixLength = 0
  }

  @inline(__always)
  var shape: UInt32 { shapeAndPlace &>> Entry.placeBits }

  /// Whether its tail counts from the resource's first byte.
  @inline(__always)
  var isTailed: Bool {
    shape >= Shape.exact.rawValue && shape <= Shape.pattern.rawValue
  }

  /// What `shape` says, among the programs.
  @inline(__always)
  var place: Int { Int(shapeAndPlace & ((1 &<< Entry.placeBits) &- 1)) }

  /// The number of the `Rule` of an entry that is not wide: all tailed ones.
  @inline(__always)
  var rule: Int { Int(narrowRule) }

  /// The number of the `Rule`, and the place, of an entry of any form.
  var reference: (rule: Int, place: Int) {
    shape == Shape.wide.rawValue
      ? (Int(tail &>> 32), Int(UInt32(truncatingIfNeeded: tail))) : (rule, place)
  }
}

/// A pattern in a decision set: a reference to bytes or to segments.
struct TextProgram: BitwiseCopyable {
  /// What the reference means.
  enum Form: UInt32 {
    /// A lone `*`.
    case anyRun
    /// `count` bytes at `offset`.
    case literal
    /// `count` segments at `offset`, none of them a variable.
    case pattern
    /// `count` segments at `offset`, some of them variables.
    case template
  }

  /// One piece of a pattern.
  struct Segment: BitwiseCopyable {
    /// What the piece is.
    enum Form: UInt8 {
      case literal
      case anyRun
      case anyOne
      case variable
      case variableWithFallback
      case unresolvable
    }

    let form: UInt8
    let reserved: UInt8
    let key: UInt16
    let offset: UInt32
    let count: UInt32
  }

  let form: UInt32
  let offset: UInt32
  let count: UInt32
}

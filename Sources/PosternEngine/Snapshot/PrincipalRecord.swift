/// What a snapshot keeps of one principal alone; the rest is its shape.
///
///     this │ rest of the name │ number of each set │ unique id │ up to a multiple of 4
struct PrincipalRecord: BitwiseCopyable {
  /// The bytes before the name.
  static let byteCount = 10
  /// Most names and the numbers of the sets end before.
  static let nearByteCount = 32
  /// Places of records are counted in these.
  static let unit = 4

  /// The place of the shape among the shapes.
  let shape: UInt32
  /// The place of the tags among the shapes, their count first; 0 without any.
  let tags: UInt32
  /// The length of what follows the shape's stem in the name that requests use.
  let nameByteCount: UInt16
}

/// A tag of a principal that some policy mentions.
struct PrincipalTag: BitwiseCopyable {
  /// The number of its condition key.
  let key: UInt16
  let reserved: UInt16
  let value: NameTable.Cell
}

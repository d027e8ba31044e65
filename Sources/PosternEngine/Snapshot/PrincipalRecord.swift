/// What a snapshot knows about one principal; texts and lists stand in the principals' region.
struct PrincipalRecord: BitwiseCopyable {
  let form: UInt8
  /// Whether requests name it by the ARN of a session.
  let isAskedBySession: UInt8
  /// How many decision sets grant and refuse.
  let setCount: UInt16
  /// The place of the sets' numbers.
  let sets: UInt32
  let boundary: LayerReference
  let session: LayerReference
  /// The place of the levels of service control policies, their count first; 0 when the layer does
  /// not apply.
  let scp: UInt32
  let tagCount: UInt32
  /// The place of the tags, in cells of `PrincipalTag`.
  let tags: UInt32
  let arn: NameTable.Cell
  let name: NameTable.Cell
  let uniqueID: NameTable.Cell
  let issuer: NameTable.Cell
}

extension PrincipalRecord {
  /// A record without a name, sets or tags, for callers that the snapshot does not know.
  static func unknown(_ form: CallerForm) -> PrincipalRecord {
    let nothing = NameTable.Cell(place: 0, byteCount: 0)
    return PrincipalRecord(
      form: form.rawValue,
      isAskedBySession: 0,
      setCount: 0,
      sets: 0,
      boundary: .absent,
      session: .absent,
      scp: 0,
      tagCount: 0,
      tags: 0,
      arn: nothing,
      name: nothing,
      uniqueID: nothing,
      issuer: nothing
    )
  }
}

import PosternModel

/// The texts of a principal, divided between its shape and its record.
///
///     arn:aws:iam::123456789012:user/sales/ │ alice
///     stem, of the shape                    │ rest, of the record
struct PrincipalNames {
  /// The name by which requests ask.
  let lookup: [UInt8]
  /// Its begin, up to the last slash or else the last colon.
  let stem: [UInt8]
  /// What follows.
  let rest: [UInt8]
  /// The ARN; empty when it is the name by which requests ask.
  let arn: [UInt8]
  /// The name without path; empty when it is the rest.
  let name: [UInt8]
  /// The unique id.
  let uniqueID: [UInt8]
  /// Whether the name is the end of the ARN.
  let isNameLast: Bool
  /// Where partition and account stand in the ARN; nil for callers outside accounts.
  let account: AccountPlace?
  /// What of this the shape has to say.
  let flags: UInt16

  /// Divides the texts of an entry.
  ///
  /// A name without an end that a record can hold stands in the shape as a whole.
  init(_ entry: PrincipalEntry) {
    let lookup = Array(entry.lookupName.utf8)
    let arn = Array(entry.arn.utf8)
    let name = Array(entry.name.utf8)
    let separator =
      lookup.lastIndex(of: UInt8(ascii: "/")) ?? lookup.lastIndex(of: UInt8(ascii: ":"))
    var start = separator.map { $0 + 1 } ?? 0
    if lookup.count - start > Int(UInt16.max) { start = lookup.count }
    let isAskedBySession = entry.lookup == .sessions
    let isNamedByARN = !isAskedBySession && lookup == arn
    let isNameInRecord = name.elementsEqual(lookup[start...])
    isNameLast = !isNameInRecord && name.elementsEqual(arn.suffix(name.count))
    self.lookup = lookup
    stem = Array(lookup[..<start])
    rest = Array(lookup[start...])
    account = entry.form.isOfAccount ? AccountPlace(in: arn) : nil
    self.arn = isNamedByARN ? [] : arn
    self.name = isNameInRecord ? [] : name
    uniqueID = Array(entry.uniqueID.utf8)
    flags =
      (isAskedBySession ? PrincipalShape.isAskedBySession : 0)
      | (isNamedByARN ? PrincipalShape.isNamedByARN : 0)
      | (isNameInRecord ? PrincipalShape.isNameInRecord : 0)
      | (isNameLast ? PrincipalShape.isNameLast : 0)
  }
}

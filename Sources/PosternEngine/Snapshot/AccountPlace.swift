/// Where partition and account stand in the text of an ARN.
struct AccountPlace {
  /// The length of the partition, which follows `arn:`.
  let partitionByteCount: Int
  /// Where the account begins, and its length.
  let start: Int
  let byteCount: Int

  /// The places in a text; nil when it is no ARN.
  init?(in arn: String) {
    guard arn.hasPrefix("arn:") else { return nil }
    var colons: [Int] = []
    for (place, byte) in arn.utf8.enumerated() where byte == UInt8(ascii: ":") {
      colons.append(place)
      if colons.count == 5 { break }
    }
    guard colons.count == 5 else { return nil }
    partitionByteCount = colons[1] - colons[0] - 1
    start = colons[3] + 1
    byteCount = colons[4] - start
  }
}

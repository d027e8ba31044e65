/// Where partition and account stand in the text of an ARN.
struct AccountPlace {
  /// The length of the partition, which follows `arn:`.
  let partitionByteCount: Int
  /// Where the account begins, and its length.
  let start: Int
  let byteCount: Int

  /// The places in a text; nil when it is no ARN.
  init?(in arn: [UInt8]) {
    guard arn.starts(with: "arn:".utf8) else { return nil }
    var colonCount = 0
    var partitionEnd = 0
    var start = 0
    for place in arn.indices where arn[place] == UInt8(ascii: ":") {
      colonCount += 1
      switch colonCount {
      case 2: partitionEnd = place
      case 4: start = place + 1
      case 5:
        partitionByteCount = partitionEnd - "arn:".utf8.count
        self.start = start
        byteCount = place - start
        return
      default: break
      }
    }
    return nil
  }
}

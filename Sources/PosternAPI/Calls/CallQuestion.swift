import PosternModel

/// Where the parts of one question stand in the bytes of its call; an empty part is left out.
struct CallQuestion {
  var principal = TextRange.empty
  var action = TextRange.empty
  var resource = TextRange.empty
  var resourceAccount = TextRange.empty
  /// How much the answer says about itself, by the number on the wire.
  var explain: Int32 = 0
  /// Its entries among all that were read.
  var entries = 0..<0
  /// A bit for each look that the keys of its entries have.
  var looks: UInt64 = 0
  /// The first entry that was one too many; the question is to be refused because of it.
  var surplus: CallEntry?
}

/// How many bytes the connections of one event loop hold for their clients, together.
///
/// Every connection has limits of its own; this one holds when very many come with a little each.
package final class BufferBudget {
  /// The bytes that may be held.
  var byteCountMax: Int
  /// The bytes that are held now.
  package var byteCount: Int { heldByteCount }
  // Private, so that the compiler sees every access and needs not check them while it runs.
  private var heldByteCount = 0

  /// Makes a budget of which nothing is spent.
  package init(byteCountMax: Int) {
    self.byteCountMax = byteCountMax
  }

  /// Whether further bytes should not be taken.
  var isSpent: Bool { heldByteCount >= byteCountMax }

  func hold(_ count: Int) {
    heldByteCount += count
  }

  func release(_ count: Int) {
    heldByteCount -= count
    assert(heldByteCount >= 0)
  }
}

import Dispatch
import Synchronization

/// Does work whose parts do not depend on each other.
enum Parallel {
  /// Who takes part.
  enum Share {
    /// All cores, for whoever has to wait until it can answer its first request.
    case allCores
    /// The caller's thread alone: the other cores answer requests.
    case thisThread
  }

  /// Returns the results of `transform` for each element, in the order of the elements.
  ///
  /// The caller's thread takes part and waits for the others; up to `pieceCount` elements are done
  /// on it alone, and as many at a time on each core.
  ///
  /// - Complexity: O(n) calls.
  static func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element],
    pieceCount: Int,
    on share: Share,
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard share == .allCores else { return elements.map(transform) }
    let pieces = stride(from: 0, to: elements.count, by: pieceCount).map { start in
      elements[start..<min(start + pieceCount, elements.count)]
    }
    guard pieces.count > 1 else { return elements.map(transform) }
    let results = Mutex([[Result]](repeating: [], count: pieces.count))
    DispatchQueue.concurrentPerform(iterations: pieces.count) { number in
      let piece = pieces[number].map(transform)
      results.withLock { $0[number] = piece }
    }
    return results.withLock { $0.flatMap(\.self) }
  }
}

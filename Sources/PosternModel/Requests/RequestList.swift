/// Plain values of one request, written over from request to request.
///
/// The storage never becomes shorter: to empty an array and fill it anew costs more than what a
/// question puts into it.
///
/// Public only because the compiler does not inline methods of package types into other modules.
public struct RequestList<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The elements; behind `count`, what former requests left.
  @usableFromInline
  package private(set) var storage: [Element] = []
  /// How many elements there are.
  @usableFromInline
  package private(set) var count = 0

  /// Creates an empty list.
  @inlinable
  package init() {}

  /// The element at a place.
  /// - Precondition: `0 <= index < count`.
  @inlinable
  package subscript(index: Int) -> Element {
    precondition(index < count)
    return storage[index]
  }

  /// The elements, for the time that the list is not changed.
  package var elements: ArraySlice<Element> { storage[..<count] }

  /// Adds an element.
  @inlinable
  @inline(__always)
  package mutating func append(_ element: Element) {
    if count < storage.count { storage[count] = element } else { storage.append(element) }
    count &+= 1
  }

  /// Empties the list.
  @inlinable
  package mutating func removeAll() { count = 0 }
}

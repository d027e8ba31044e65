import PosternModel

/// Requests that are lent one at a time, in place.
@safe
struct HeldRequests: ~Copyable {
  // SAFETY: allocated and filled by `init`, freed by `deinit`, never changed in between; `lend`
  // checks the place, and what it lends does not outlive the call.
  private let storage: UnsafeMutableBufferPointer<HeldRequest>

  /// Takes requests over.
  init(_ requests: [AuthorizationRequest]) {
    unsafe storage = .allocate(capacity: requests.count)
    for (place, request) in requests.enumerated() {
      unsafe storage.initializeElement(at: place, to: HeldRequest(request: request))
    }
  }

  deinit {
    unsafe storage.deinitialize()
    unsafe storage.deallocate()
  }

  /// The places of the requests.
  var indices: Range<Int> { unsafe 0..<storage.count }

  /// How many there are.
  var count: Int { unsafe storage.count }

  /// Lends the request at a place.
  @inline(__always)
  func lend<Result>(
    _ place: Int,
    _ body: (borrowing HeldRequest) throws -> Result
  ) rethrows -> Result {
    precondition(indices.contains(place), "a request is lent by its place")
    return try unsafe body(storage[place])
  }

  /// Reads every byte of the request at a place, and returns something that depends on all of them.
  func byteSum(_ place: Int) -> Int {
    lend(place) { held in
      var sum = held.request.text.reduce(0) { $0 &+ Int($1) }
      for entry in held.request.contextEntries.elements { sum &+= entry.firstValue }
      for value in held.request.values.elements { sum &+= value.start }
      return sum
    }
  }
}

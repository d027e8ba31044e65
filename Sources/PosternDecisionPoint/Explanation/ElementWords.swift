/// What a policy says in one element that an explanation may have to quote.
struct ElementWords: Equatable {
  /// Which element it is.
  enum Form: UInt8 {
    case principal
    case notPrincipal
    case condition
  }

  /// Which element it is.
  let form: Form
  /// The operator of a condition as written, else empty.
  let `operator`: String
  /// The key of a condition as written, else empty.
  let key: String
  /// The first of the values, each as an excerpt.
  let values: [String]
  /// How many values the policy has there.
  let valueCount: Int
}

/// One entry of a `Resource` or `NotResource` element, ready to be laid out.
package enum CompiledResource: Hashable, Sendable {
  /// `*`: every resource, and the request without one (M-10, M-17).
  case any
  /// Six parts; the second to fifth are lower-cased, without variables, matched part by part
  /// (M-12).
  case arn(head: [CompiledText], resource: CompiledText)
  /// A short ARN in a policy where missing parts are not filled (M-18).
  case nothing
  /// An entry that can never be evaluated: a variable outside the sixth part, or a broken ARN
  /// (V-04, M-18).
  case unresolvable
}

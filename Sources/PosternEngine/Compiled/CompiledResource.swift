/// One entry of a `Resource` or `NotResource` element, ready to be laid out.
package enum CompiledResource: Hashable, Sendable {
  /// `*`: every resource, and the request without one (M-10, M-17).
  case any
  /// An ARN whose first five parts are literal: the bytes in front of the first wildcard or
  /// variable, the second to fifth part in lower case, and what must stand behind them.
  case whole(prefix: [UInt8], rest: CompiledText)
  /// An ARN whose second to fifth part, in lower case and without variables, are matched one by one
  /// (M-12): the four patterns one behind the other, and the sixth part.
  case parts(head: CompiledText, resource: CompiledText)
  /// The same with variables in the second to fifth part.
  case variableParts(head: CompiledText, resource: CompiledText)
  /// A short ARN in a policy where missing parts are not filled (M-18).
  case nothing
  /// An entry that can never be evaluated: a variable outside the sixth part, or a broken ARN
  /// (V-04, M-18).
  case unresolvable
}

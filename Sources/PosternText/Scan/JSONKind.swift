/// The six kinds of JSON values (RFC 8259 §3), true and false being one.
public enum JSONKind: UInt8, Sendable, BitwiseCopyable {
  case null
  case boolean
  case number
  case string
  case array
  case object
}

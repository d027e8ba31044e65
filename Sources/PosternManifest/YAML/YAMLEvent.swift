internal import PosternText

/// What the YAML parser met next, and where it begins.
struct YAMLEvent {
  /// The closed list of things a stream is made of.
  enum Content {
    case streamStart
    case streamEnd
    case documentStart(hasDirectives: Bool)
    case documentEnd
    case alias
    case scalar(String, isPlain: Bool)
    case listStart
    case listEnd
    case mapStart
    case mapEnd
  }

  let content: Content
  let position: TextPosition
  /// Whether an anchor (`&name`) stands before it.
  let hasAnchor: Bool
  /// Whether a tag (`!name`) stands before it.
  let hasTag: Bool
}

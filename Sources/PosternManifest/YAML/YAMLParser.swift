internal import CYAML
internal import PosternText

// SAFETY: the struct is safe to use: both pointers are private, allocated and freed by it alone,
// and no pointer into them leaves it.
/// The event parser of libyaml over the bytes of one file.
@safe
struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private var cursor: CharacterCursor

  /// Creates a parser over a copy of these bytes, which must be UTF-8.
  ///
  /// - Throws: when there is no memory.
  init(_ bytes: [UInt8]) throws(YAMLSyntaxError) {
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = unsafe input.initialize(from: bytes)
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    // SAFETY: both allocations belong to this value, which frees them in its `deinit`; libyaml
    // keeps the pointer to the input and reads no more than the given count of it.
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      unsafe input.deallocate()
      throw YAMLSyntaxError(
        message: "no memory to read the file",
        position: TextPosition(line: 1, column: 1, byteOffset: 0)
      )
    }
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    unsafe self.parser = parser
    unsafe self.input = input
    cursor = CharacterCursor(bytes)
  }

  deinit {
    // SAFETY: the parser was initialised in `init`, and nobody else holds either allocation.
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// Returns the next event; behind the end of the stream there is none to ask for.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    // SAFETY: libyaml fills the event on success; it is deleted below, once everything has been
    // copied out.
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe convert(event)
  }

  // SAFETY: the caller says by `unsafe` that libyaml has filled the event and that it is not
  // deleted yet.
  @unsafe
  private mutating func convert(_ event: yaml_event_t) -> YAMLEvent {
    // SAFETY: the kind of the event says which member of the union libyaml has filled.
    let content: YAMLEvent.Content
    var hasAnchor = false
    var hasTag = false
    switch unsafe event.type {
    case YAML_STREAM_START_EVENT: content = .streamStart
    case YAML_DOCUMENT_START_EVENT:
      content = .documentStart(hasDirectives: unsafe hasDirectives(event))
    case YAML_DOCUMENT_END_EVENT: content = .documentEnd
    case YAML_ALIAS_EVENT: content = .alias
    case YAML_SCALAR_EVENT:
      content = unsafe scalar(event)
      hasAnchor = unsafe event.data.scalar.anchor != nil
      hasTag = unsafe event.data.scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT:
      content = .listStart
      hasAnchor = unsafe event.data.sequence_start.anchor != nil
      hasTag = unsafe event.data.sequence_start.tag != nil
    case YAML_SEQUENCE_END_EVENT: content = .listEnd
    case YAML_MAPPING_START_EVENT:
      content = .mapStart
      hasAnchor = unsafe event.data.mapping_start.anchor != nil
      hasTag = unsafe event.data.mapping_start.tag != nil
    case YAML_MAPPING_END_EVENT: content = .mapEnd
    default: content = .streamEnd
    }
    return YAMLEvent(
      content: content,
      position: position(unsafe event.start_mark),
      hasAnchor: hasAnchor,
      hasTag: hasTag
    )
  }

  // SAFETY: the caller says by `unsafe` that the event starts a document.
  @unsafe
  private func hasDirectives(_ event: yaml_event_t) -> Bool {
    // SAFETY: the pointers are only compared.
    let start = unsafe event.data.document_start
    return unsafe start.version_directive != nil
      || start.tag_directives.start != start.tag_directives.end
  }

  // SAFETY: the caller says by `unsafe` that the event is a scalar.
  @unsafe
  private func scalar(_ event: yaml_event_t) -> YAMLEvent.Content {
    let scalar = unsafe event.data.scalar
    // SAFETY: the text has the length that stands beside it, and is copied here.
    let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    return unsafe .scalar(
      String(decoding: bytes, as: UTF8.self),
      isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
    )
  }

  private mutating func failure() -> YAMLSyntaxError {
    // SAFETY: the parser is alive; its problem is a string constant or nil.
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    let isReaderError = unsafe parser.pointee.error == YAML_READER_ERROR
    if isReaderError {
      // The reader runs ahead of the scanner, so it knows an offset in bytes instead of a mark.
      let offset = unsafe Int(parser.pointee.problem_offset)
      return YAMLSyntaxError(
        message: "not YAML: \(problem ?? "unreadable characters")",
        position: cursor.position(byteOffset: offset)
      )
    }
    let problemMark = unsafe parser.pointee.problem_mark
    return YAMLSyntaxError(
      message: "not YAML: \(problem ?? "unexpected text")",
      position: position(problemMark)
    )
  }

  private mutating func position(_ mark: yaml_mark_t) -> TextPosition {
    TextPosition(
      line: Int(mark.line) + 1,
      column: Int(mark.column) + 1,
      byteOffset: cursor.byteOffset(characterIndex: Int(mark.index))
    )
  }
}

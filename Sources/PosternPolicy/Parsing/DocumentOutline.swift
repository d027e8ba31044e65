import PosternText

/// A document whose shape is understood and whose meaning is not yet checked.
struct DocumentOutline {
  let version: PolicyString?
  let id: PolicyString?
  let statements: [StatementOutline]
  /// The place of the document's `{`.
  let start: TextPosition
}

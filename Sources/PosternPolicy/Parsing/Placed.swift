import PosternText

/// An element of a statement with the place of its name.
struct Placed<Element> {
  let element: Element
  let position: TextPosition
}

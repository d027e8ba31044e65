/// The layer that a generated document is for; it decides which elements the document has.
enum DocumentForm: String {
  case identity, boundary, session, resource, trust, scp, rcp, gateway

  var hasPrincipal: Bool { [.resource, .trust, .rcp, .gateway].contains(self) }
  var hasResource: Bool { self != .trust }
}

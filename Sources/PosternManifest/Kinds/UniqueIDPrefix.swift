/// The four letters that a unique id begins with, by the kind of entity.
enum UniqueIDPrefix: String {
  case user = "AIDA"
  case group = "AGPA"
  case role = "AROA"
  case policy = "ANPA"
  case instanceProfile = "AIPA"
}

import PosternTestKit

/// A resource element of a statement, by what it covers; numbers name buckets, teams, documents and
/// applications.
enum ResourceDraft: Sendable {
  /// `*`.
  case any
  /// A team's folder of a bucket.
  case team(bucket: Int, team: Int)
  /// A whole bucket.
  case bucket(Int)
  /// The folder of a bucket that bears the name of whoever asks.
  case home(bucket: Int)
  /// One document of a team.
  case document(bucket: Int, team: Int, document: Int)
  /// The documents of one name in all folders of a bucket.
  case documentInAnyFolder(bucket: Int, document: Int)
  /// A document of the teams with one digit.
  case anyDigit(bucket: Int, document: Int)
  /// The resources of an application.
  case application(service: Int, application: Int)
  /// One resource of an application.
  case applicationResource(service: Int, application: Int, document: Int)
  /// All resources of a service in one region.
  case type(service: Int)
  /// The resources of an application in all regions.
  case applicationInAnyRegion(service: Int, application: Int)

  /// The element as a policy writes it.
  var pattern: String {
    text(user: "${aws:username}", region: "*", rest: "*", folder: "*", digit: "?")
  }

  /// Returns some resource that the element covers; `service` is the one its statement is about.
  func instance(
    of service: Int,
    for user: CallerDraft,
    from random: inout SeededGenerator
  ) -> String {
    let team = "team-\(random.below(Vocabulary.teamCount))"
    let document = "doc-\(random.below(Vocabulary.documentCount))"
    let region = random.pick(Vocabulary.regions)
    let digit = "\(document.count % 10)"
    func text(user: String, region: String, rest: String, folder: String) -> String {
      self.text(user: user, region: region, rest: rest, folder: folder, digit: digit)
    }
    switch self {
    case .any:
      let concrete: ResourceDraft =
        service == 0
        ? .team(bucket: random.below(20), team: random.below(Vocabulary.teamCount))
        : .application(service: service, application: random.below(20))
      return concrete.text(
        user: user.name,
        region: region,
        rest: document,
        folder: team,
        digit: digit
      )
    case .bucket:
      return text(user: user.name, region: region, rest: "\(team)/\(document)", folder: team)
    case .type:
      let application = "app-\(random.below(20))-\(document)"
      return text(user: user.name, region: region, rest: application, folder: team)
    case .team, .home, .document, .anyDigit, .documentInAnyFolder, .application,
      .applicationResource, .applicationInAnyRegion:
      return text(user: user.name, region: region, rest: document, folder: team)
    }
  }

  /// The element with these texts in the place of its variable and its wildcards.
  private func text(
    user: String,
    region: String,
    rest: String,
    folder: String,
    digit: String
  ) -> String {
    func object(_ bucket: Int, _ key: String) -> String { "arn:aws:s3:::bucket-\(bucket)/\(key)" }
    func resource(_ service: Int, _ region: String, _ name: String) -> String {
      "arn:aws:\(Vocabulary.services[service]):\(region):\(Vocabulary.account):"
        + "\(Vocabulary.resourceTypes[service])/\(name)"
    }
    let home = Vocabulary.regions[0]
    return switch self {
    case .any: "*"
    case .team(let bucket, let team): object(bucket, "team-\(team)/\(rest)")
    case .bucket(let bucket): object(bucket, rest)
    case .home(let bucket): object(bucket, "home/\(user)/\(rest)")
    case .document(let bucket, let team, let document):
      object(bucket, "team-\(team)/doc-\(document)")
    case .documentInAnyFolder(let bucket, let document):
      object(bucket, "\(folder)/doc-\(document)")
    case .anyDigit(let bucket, let document):
      object(bucket, "team-\(digit)/doc-\(document)")
    case .application(let service, let application):
      resource(service, home, "app-\(application)-\(rest)")
    case .applicationResource(let service, let application, let document):
      resource(service, home, "app-\(application)-doc-\(document)")
    case .type(let service): resource(service, home, rest)
    case .applicationInAnyRegion(let service, let application):
      resource(service, region, "app-\(application)-\(rest)")
    }
  }
}

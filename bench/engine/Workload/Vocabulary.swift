/// The words that the actions, resources and facts of a workload are made of.
enum Vocabulary {
  /// The account that owns everything.
  static let account = "123456789012"
  /// The first has a resource syntax of its own and two fifths of all statements.
  static let services = [
    "s3", "ec2", "sqs", "sns", "dynamodb", "lambda", "athena", "logs", "events", "ecr", "glue",
    "orders",
  ]
  /// What actions do; no word begins another, so that `Verb*` means one verb.
  static let verbs = ["Get", "List", "Put", "Delete", "Create", "Update", "Describe", "Tag"]
  /// What actions do it to.
  static let nouns = ["Object", "Item", "Queue", "Function", "Stream", "Policy"]
  /// What a service other than the first calls its resources, in the order of `services`.
  static let resourceTypes = [
    "object", "instance", "queue", "topic", "table", "function", "workgroup", "log-group", "rule",
    "repository", "job", "order",
  ]
  /// Where requests go.
  static let regions = ["us-east-1", "us-west-2", "eu-west-1", "eu-central-1"]

  /// Through which channels a request of the workload X comes.
  static let channels = ["web", "shop", "phone", "partner", "batch"]
  /// What requests of the workload X are marked with.
  static let labels = ["red", "green", "blue", "amber"]

  /// How many teams there are.
  static let teamCount = 50
  /// How many documents a place holds.
  static let documentCount = 100
  /// How many networks there are, each 10.n.0.0/16.
  static let networkCount = 16
}

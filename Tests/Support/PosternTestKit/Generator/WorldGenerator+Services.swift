import PosternModel

extension WorldGenerator {
  /// Describes some of the services that worlds speak of: with keys that requests send in either
  /// form, actions without a resource, and types that need a grant of their own.
  mutating func services() -> [Service] {
    var services: [Service] = []
    if random.chance(70) { services.append(service("s3", "arn:aws:s3:::b*")) }
    if random.chance(50) { services.append(service("SQS", "arn:*:sqs:*:111122223333:q*")) }
    if random.chance(70) {
      let keys = random.pick(4, of: Self.describedKeys)
      services.append(
        Service(
          prefix: "k",
          isResourceControlled: false,
          omitsResource: false,
          resourceTypes: [],
          actions: [],
          keys: keys
        )
      )
    }
    return services
  }

  private mutating func service(_ prefix: String, _ arn: String) -> Service {
    let names = ["Get", "GetObject", "Put", "PutBucketPolicy", "send"]
    return Service(
      prefix: prefix,
      isResourceControlled: random.chance(50),
      omitsResource: true,
      resourceTypes: [
        Service.ResourceType(name: "thing", arn: arn, needsResourceGrant: random.chance(30)),
        Service.ResourceType(
          name: "other",
          arn: random.pick(["arn:aws:s3:::b/k", "arn:*:*:*:*:*/?", "arn:aws:sqs:eu:*:q"]),
          needsResourceGrant: random.chance(40)
        ),
      ],
      actions: random.pick(3, of: names).map { action(named: $0) },
      keys: []
    )
  }

  private mutating func action(named name: String) -> Service.Action {
    let isOnResource = random.chance(65)
    return Service.Action(
      name: name,
      resourceTypes: isOnResource ? ["thing"] : [],
      defaultResource: isOnResource || random.chance(50) ? nil : random.pick(Self.resourceARNs),
      handlesPolicy: isOnResource && random.chance(20),
      isExemptFromResourceGrant: isOnResource && random.chance(30)
    )
  }

  /// Keys that policies and requests speak of, some of them in another form than they are sent in.
  private static let describedKeys = [
    Service.Key(name: "k:s", type: .string, isList: true),
    Service.Key(name: "K:T", type: .string, isList: false),
    Service.Key(name: "k:m", type: .string, isList: true),
    Service.Key(name: "k:n", type: .numeric, isList: true),
    Service.Key(name: "k:nn", type: .numeric, isList: true),
    Service.Key(name: "k:d", type: .date, isList: false),
    Service.Key(name: "k:ip", type: .address, isList: true),
  ]
}

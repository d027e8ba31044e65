import PosternModel

extension Setting {
  /// Makes a bound of `Limits`, which has the name of its property.
  private static func limit(
    _ name: String,
    _ place: any WritableKeyPath<ServerOptions, Int> & Sendable,
    _ range: ClosedRange<Int>,
    isReloadable: Bool = false,
    _ reason: String
  ) -> Setting {
    number("limits", name, place, range, isReloadable: isReloadable, reason)
  }

  /// The bounds of `Limits`, one for each of its properties.
  static let limits = requestLimits + loadLimits

  private static let requestLimits: [Setting] = [
    limit(
      "requestByteCountMax",
      \.limits.requestByteCountMax,
      1_024...16_777_216,
      "The longest body of a question, in bytes. Whoever may ask can make every loop hold this "
        + "much."
    ),
    limit(
      "batchByteCountMax",
      \.limits.batchByteCountMax,
      1_024...67_108_864,
      "The longest body of a batch of questions, in bytes."
    ),
    limit(
      "batchRequestCountMax",
      \.limits.batchRequestCountMax,
      1...100_000,
      "The most questions in one batch. A batch is answered in one turn of its loop: other "
        + "connections of the loop wait for it."
    ),
    limit(
      "repeatedByteCountMax",
      \.limits.repeatedByteCountMax,
      65_536...1_073_741_824,
      "The most bytes of the defaults of a batch times its questions: the defaults are read again "
        + "for each of them, so that a short body could ask for seconds of work."
    ),
    limit(
      "contextKeyCountMax",
      \.limits.contextKeyCountMax,
      1...4_096,
      "The most condition keys of one question."
    ),
    limit(
      "contextValueCountMax",
      \.limits.contextValueCountMax,
      1...50_000,
      "The most values of one condition key of a question."
    ),
    limit(
      "questionValueCountMax",
      \.limits.questionValueCountMax,
      1...1_000_000,
      "The most values of all condition keys of one question together. Those in the defaults of a "
        + "batch are read again for each of its questions."
    ),
    limit(
      "textByteCountMax",
      \.limits.textByteCountMax,
      256...1_048_576,
      "The longest principal, action, resource, condition key or value of a question, in bytes."
    ),
    limit(
      "answerByteCountMax",
      \.limits.answerByteCountMax,
      65_536...1_073_741_824,
      "The longest answer, in bytes: what questions of a batch have no room get an error of some "
        + "200 bytes, which has up to half of it. Keep it well below "
        + "`transport.connectionAnswerByteCountMax`, since a client may leave an answer unread; "
        + "many clients of gRPC take 4 MiB."
    ),
    limit(
      "lineByteCountMax",
      \.limits.lineByteCountMax,
      1_024...268_435_456,
      "The longest line of `postern simulate` and `postern check --input`, in bytes; the server "
        + "reads none."
    ),
  ]

  private static let loadLimits: [Setting] = [
    limit(
      "documentCharacterCountMax",
      \.limits.documentCharacterCountMax,
      6_144...10_000_000,
      isReloadable: true,
      "The longest policy document, in Unicode scalars; the quotas of the policy language are "
        + "below it."
    ),
    limit(
      "documentDepthMax",
      \.limits.documentDepthMax,
      6...64,
      isReloadable: true,
      "The deepest nesting of a policy document; the language itself needs 6."
    ),
    limit(
      "manifestByteCountMax",
      \.limits.manifestByteCountMax,
      1_024...1_073_741_824,
      isReloadable: true,
      "The largest file of entities, in bytes. Raise it for the export of a large account."
    ),
    limit(
      "manifestDepthMax",
      \.limits.manifestDepthMax,
      8...256,
      isReloadable: true,
      "The deepest nesting of lists and maps in a file of entities."
    ),
    limit(
      "manifestNodeCountMax",
      \.limits.manifestNodeCountMax,
      1_000...100_000_000,
      isReloadable: true,
      "The most texts, lists and maps in one file of entities; each takes memory while loading."
    ),
    limit(
      "manifestDocumentCountMax",
      \.limits.manifestDocumentCountMax,
      1...10_000_000,
      isReloadable: true,
      "The most documents in all files of the directory."
    ),
    limit(
      "manifestFileCountMax",
      \.limits.manifestFileCountMax,
      1...1_000_000,
      isReloadable: true,
      "The most files in the directory; all are looked at several times a second."
    ),
    limit(
      "reportedErrorCountMax",
      \.limits.reportedErrorCountMax,
      1...10_000,
      isReloadable: true,
      "The most errors that one load reports."
    ),
    limit(
      "actionPatternCountMax",
      \.limits.actionPatternCountMax,
      1...65_000,
      "The most distinct action patterns in all policies: the width of a row of the index."
    ),
    limit(
      "conditionKeyCountMax",
      \.limits.conditionKeyCountMax,
      1...65_000,
      "The most distinct condition keys in all policies; every loop keeps a slot for each."
    ),
    limit(
      "snapshotByteCountMax",
      \.limits.snapshotByteCountMax,
      1_048_576...1_099_511_627_776,
      isReloadable: true,
      "The largest compiled state of all policies, in bytes. A larger load is refused and the "
        + "last good one keeps serving; while one replaces the other, both are in memory."
    ),
    limit(
      "cachedPolicyCountMaxPerOwner",
      \.limits.cachedPolicyCountMaxPerOwner,
      1...1_024,
      "The most policies that are kept of one owner who brings them along, for the next time."
    ),
    limit(
      "cachedPolicyByteCountMaxPerOwner",
      \.limits.cachedPolicyByteCountMaxPerOwner,
      1_024...16_777_216,
      "The most bytes of those; whoever brings more displaces its own."
    ),
    limit(
      "cachedPolicyByteCountMax",
      \.limits.cachedPolicyByteCountMax,
      65_536...1_073_741_824,
      "The most bytes of such policies over all owners; the largest owner makes room first."
    ),
  ]
}

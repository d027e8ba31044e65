/// How much a decision says about itself.
package enum ExplainLevel: String, Sendable, CaseIterable {
  /// The decision alone.
  case none
  /// The layer and the determining statement, for denials the message.
  case reason
  /// Every layer that was evaluated and each statement that came near.
  case full
}

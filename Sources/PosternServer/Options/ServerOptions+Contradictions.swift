extension ServerOptions {
  /// Two options of which one cannot be above the other, and what is said of it.
  struct Contradiction {
    /// The names of both; the first one is above the second.
    let subjects: [String]
    let error: OptionsError
  }

  /// Which option bounds which: lower ones first.
  private static let orders = [
    ("quotas.sessionSecondsMin", "quotas.sessionSecondsMax"),
    ("limits.requestByteCountMax", "limits.batchByteCountMax"),
    ("limits.batchByteCountMax", "transport.connectionBodyByteCountMax"),
    ("limits.cachedPolicyByteCountMaxPerOwner", "limits.cachedPolicyByteCountMax"),
    ("limits.answerByteCountMax", "transport.connectionAnswerByteCountMax"),
    ("transport.connectionBufferByteCountMin", "transport.loopBufferByteCountMax"),
  ]

  /// The numbers that do not go together: a bound that another one keeps from ever being reached.
  var contradictions: [Contradiction] {
    ServerOptions.orders.compactMap { lower, upper in
      guard let value = number(lower), let bound = number(upper), value > bound else { return nil }
      return Contradiction(
        subjects: [lower, upper],
        error: OptionsError(
          .outOfRange,
          subject: lower,
          "`\(lower)` is \(value), above `\(upper)`, which is \(bound)"
        )
      )
    }
  }

  private func number(_ name: String) -> Int? {
    Setting.all.first { $0.path == name }?.value(in: self).flatMap { Int($0) }
  }
}

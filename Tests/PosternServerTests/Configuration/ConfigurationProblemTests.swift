import PosternServer
import Testing

@Suite("What is wrong with a configuration")
struct ConfigurationProblemTests {
  /// A text and the problems it must have.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problems: [String]
    var testDescription: String { name }
  }

  private static let remote =
    "other machines could reach this listener, and it neither encrypts nor asks who calls; give it "
    + "a certificate, or say `insecure: true` or `--insecure-listen` when that is meant"
  private static let remedy =
    "say `trustedContext: true` for every listener when all callers have verified them"

  @Test(
    "is said with its place and with what was expected",
    arguments: [
      Case(
        name: "a misspelt section",
        text: "limts:\n  documentDepthMax: 8\n",
        problems: ["file:1:1: unknown option `limts`; did you mean `limits`?"]
      ),
      Case(
        name: "a misspelt option",
        text: "limits:\n  requestByteCountMx: 1\n",
        problems: [
          "file:2:3: unknown option `requestByteCountMx` of `limits`; "
            + "did you mean `requestByteCountMax`?"
        ]
      ),
      Case(
        name: "an option in the wrong section",
        text: "server:\n  idleSeconds: 5\n",
        problems: [
          "file:2:3: unknown option `idleSeconds` of `server`; did you mean "
            + "`transport.idleSeconds`?"
        ]
      ),
      Case(
        name: "a number that is none, one that is too small and one that is too large",
        text: "transport:\n  idleSeconds: long\n  headerCountMax: 7\nserver: {loops: 257}\n",
        problems: [
          "file:2:16: `transport.idleSeconds` is `long`, expected a number from 1 to 86400",
          "file:3:19: `transport.headerCountMax` is `7`, expected a number from 8 to 10000",
          "file:4:17: `server.loops` is `257`, expected `auto` or a number from 1 to 256",
        ]
      ),
      Case(
        name: "a word that is not one of those",
        text: "log: {level: loud}\n",
        problems: [
          "file:1:14: `log.level` is `loud`, expected one of `debug`, `info`, `notice`, "
            + "`warning`, `error`"
        ]
      ),
      Case(
        name: "a list, a map and nothing where a value belongs",
        text: "log:\n  level: [debug]\n  format:\nserver: [1]\n",
        problems: [
          "file:2:10: expected one of `debug`, `info`, `notice`, `warning`, `error` for "
            + "`log.level`, found a list",
          "file:3:10: expected one of `text`, `json` for `log.format`, found nothing; leave the "
            + "option out instead",
          "file:4:9: expected a map for `server`, found a list",
        ]
      ),
      Case(
        name: "addresses that are none",
        text: "decisions:\n  - 7170\n  - address: example.test:1\n  - {addres: 'unix:/a'}\n",
        problems: [
          "file:2:5: `7170`: expected `HOST:PORT`, `[IPv6]:PORT`, `unix:PATH` or `systemd:NAME`",
          "file:3:14: `example.test:1`: expected `HOST:PORT`, `[IPv6]:PORT`, `unix:PATH` or "
            + "`systemd:NAME`",
          "file:4:5: `decisions[2].address` is missing, expected `HOST:PORT`, `[IPv6]:PORT`, "
            + "`unix:PATH` or `systemd:NAME`",
          "file:4:6: unknown option `addres` of `decisions[2]`; did you mean `address`?",
        ]
      ),
      Case(
        name: "clients that no certificate can name, and a list that lets nobody in",
        text: """
          decisions:
            - address: 127.0.0.1:1
              tls: {certificateFile: a, keyFile: b, clientAuthorityFile: c, allowedClients: ["*"]}

          """,
        problems: [
          "file:3:83: `decisions[0].tls.allowedClients` names nobody; leave the option out to let "
            + "everybody in",
          "file:3:84: expected a name in certificates such as `spiffe://example.org/web`, "
            + "`spiffe://example.org/ns/shop/*` or `web.example.org` in "
            + "`decisions[0].tls.allowedClients`",
        ]
      ),
      Case(
        name: "a socket's options without a socket, and rules that let nobody in",
        text: "decisions:\n  - {address: '127.0.0.1:1', allowedUids: [1]}\n"
          + "  - {address: 'unix:/a', allowedUids: [], mode: 9, owner: {uid: -1}}\n"
          + "diagnostics: {address: 'unix:/b', trustedContext: true, insecure: yes}\n",
        problems: [
          "file:2:15: 127.0.0.1:1: owners and allowed users are for Unix sockets only",
          "file:3:39: `decisions[1].allowedUids` names nobody; leave the option out to let "
            + "everybody in",
          "file:3:49: `decisions[1].mode` is `9`, expected permission bits such as `0600` or "
            + "`0660`",
          "file:3:65: `decisions[1].owner.uid` is `-1`, expected the name or number of a user of "
            + "this machine",
          "file:4:35: unknown option `trustedContext` of `diagnostics`; expected one of `address`, "
            + "`insecure`, `tls`, `mode`, `owner`, `allowedUids`, `allowedGids`",
          "file:4:67: `diagnostics.insecure` is `yes`, expected `true` or `false`",
        ]
      ),
      Case(
        name: "text that is no YAML",
        text: "log: {level: debug\n",
        problems: ["file:2:1: not YAML: did not find expected ',' or '}'"]
      ),
      Case(
        name: "lists in lists without end",
        text: "log: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
        problems: ["file:1:37: nested deeper than 32 levels"]
      ),
      Case(
        name: "the same option twice",
        text: "log: {level: debug}\nlog: {level: error}\n",
        problems: ["file:2:1: duplicate member `log`, first given in line 1"]
      ),
      Case(
        name: "a second document",
        text: "log: {level: debug}\n---\nlog: {level: error}\n",
        problems: ["file:3:1: a second document in one configuration"]
      ),
      Case(
        name: "an alias",
        text: "log: *a\n",
        problems: ["file:1:6: aliases are not part of configuration"]
      ),
      Case(
        name: "a list instead of a map",
        text: "- log\n",
        problems: ["file:1:1: expected a map for the configuration, found a list"]
      ),
      Case(
        name: "variables that are not set, and references that are not closed",
        text: "entities:\n  directory: ${NOT_SET}\nlog:\n  level: ${LEVEL\n  format: ${a b}\n",
        problems: [
          "file:2:14: the environment variable `NOT_SET` is not set; set it, or say what holds "
            + "without it: `${NOT_SET:-text}`",
          "file:4:10: `${` without its `}`; write `$${` for the characters themselves",
          "file:5:11: `${a b}` names no environment variable; write `${NAME}` or `${NAME:-text}`",
        ]
      ),
      Case(
        name: "a reference in another, and values that cannot be read where others would be wrong",
        text: """
          log: {level: "${NONE:-${LEVEL}}", format: "file:/no/such/file"}
          decisions: [{address: "unix:/a", allowedUids: ["${NONE"]}, {address: "${NONE"}]
          quotas: {sessionSecondsMin: "${NONE"}

          """,
        problems: [
          "file:1:14: a `${` inside of another, which is not looked into; give the text itself "
            + "behind `:-`",
          "file:1:43: `/no/such/file` does not exist",
          "file:2:48: `${` without its `}`; write `$${` for the characters themselves",
          "file:2:70: `${` without its `}`; write `$${` for the characters themselves",
          "file:3:29: `${` without its `}`; write `$${` for the characters themselves",
        ]
      ),
      Case(
        name: "every listener that other machines could reach, and an address that two have",
        text: """
          decisions: [0.0.0.0:1, "0.0.0.0:2", {address: "127.0.0.1:9"}]
          diagnostics: {address: 127.0.0.1:9}
          authzen: {principalTags: true, contextKeys: [{member: a, key: aws:CurrentTime}],
            subjects: [{type: a, principal: "{id}"}], resources: [{type: b, arn: "{id}"}]}

          """,
        problems: [
          "file:1:13: 0.0.0.0:1: \(remote)",
          "file:1:24: 0.0.0.0:2: \(remote)",
          "file:2:24: 127.0.0.1:9: two listeners cannot share an address",
          "file:3:26: authzen.principalTags: a caller could make up the tags of anybody; \(remedy)",
          "file:3:45: authzen.contextKeys: `aws:CurrentTime` is among the facts that Postern finds "
            + "out itself; \(remedy)",
        ]
      ),
      Case(
        name: "bounds that another one keeps from ever being reached",
        text: """
          quotas: {sessionSecondsMin: 43200, sessionSecondsMax: 900}
          limits:
            cachedPolicyByteCountMaxPerOwner: 131072
            cachedPolicyByteCountMax: 65536
            requestByteCountMax: 2048
            batchByteCountMax: 1024
          transport:
            loopBufferByteCountMax: 1048576
            connectionBufferByteCountMin: 1048577

          """,
        problems: [
          "file:1:29: `quotas.sessionSecondsMin` is 43200, above `quotas.sessionSecondsMax`, which "
            + "is 900",
          "file:3:37: `limits.cachedPolicyByteCountMaxPerOwner` is 131072, above "
            + "`limits.cachedPolicyByteCountMax`, which is 65536",
          "file:5:24: `limits.requestByteCountMax` is 2048, above `limits.batchByteCountMax`, "
            + "which is 1024",
          "file:9:33: `transport.connectionBufferByteCountMin` is 1048577, above "
            + "`transport.loopBufferByteCountMax`, which is 1048576",
        ]
      ),
      Case(
        name: "a bound below what holds when nothing is said",
        text: "transport: {connectionBodyByteCountMax: 65536}\n",
        problems: [
          "file:1:41: `limits.batchByteCountMax` is 1048576, above "
            + "`transport.connectionBodyByteCountMax`, which is 65536"
        ]
      ),
    ]
  )
  func problems(_ test: Case) throws {
    let problems = try ConfigurationFile.problems(test.text)
    #expect(problems == test.problems)
  }

  @Test("a file can be judged by itself, whatever is set in the environment")
  func fileAlone() throws {
    let environment = ["POSTERN_LOG__LEVEL": "loud", "POSTERN_SERVER__LOOPS": "2", "LEVEL": "info"]
    #expect(
      try ConfigurationFile.problems(
        "log: {level: '${LEVEL}'}",
        environment: environment,
        takesVariables: false
      ) == []
    )
    #expect(
      try ConfigurationFile.problems(
        "server: {loops: many}",
        environment: environment,
        takesVariables: false
      ) == ["file:1:17: `server.loops` is `many`, expected `auto` or a number from 1 to 256"]
    )
  }

  @Test("bounds that contradict each other are found wherever they were said")
  func contradictions() throws {
    let sentence =
      "`quotas.sessionSecondsMin` is 43200, above `quotas.sessionSecondsMax`, which is 900"
    #expect(
      try ConfigurationFile.problems(
        "",
        assignments: ["quotas.sessionSecondsMin=43200"],
        environment: ["POSTERN_QUOTAS__SESSION_SECONDS_MAX": "900"]
      ) == ["--set quotas.sessionSecondsMin: \(sentence)"]
    )
  }

  @Test("an answer that a connection cannot hold is a contradiction")
  func longAnswers() throws {
    #expect(
      try ConfigurationFile.problems("limits: {answerByteCountMax: 16777216}")
        == [
          "file:1:30: `limits.answerByteCountMax` is 16777216, above "
            + "`transport.connectionAnswerByteCountMax`, which is 8388608"
        ]
    )
  }

  @Test("a listener with half of its TLS has that problem, and not that it does not encrypt")
  func halfOfTLS() throws {
    #expect(
      try ConfigurationFile.problems(
        "decisions: [{address: '0.0.0.0:8443', tls: {certificateFile: a}}]"
      ).map { $0.contains("keyFile") } == [true]
    )
  }

  @Test(
    "a name with a part that is empty is none",
    arguments: [".log.level=debug", "log..level=info", "log.=info", "=1", "log.level"]
  )
  func assignment(text: String) throws {
    #expect(
      try ConfigurationFile.problems("", assignments: [text])
        == ["--set: expected `NAME=VALUE`, found `\(text)`"]
    )
  }

  @Test("is said of flags and variables by their names, all together")
  func otherSources() throws {
    let problems = try ConfigurationFile.problems(
      "log: {level: loud}",
      assignments: ["server.loops=many", "drain=1", "nothing"],
      environment: ["POSTERN_LIMITS__TEXT_BYTE_COUNT_MAX": "0", "POSTERN_LOGS__LEVEL": "debug"]
    )
    #expect(
      problems == [
        "--set: expected `NAME=VALUE`, found `nothing`",
        "--set drain: unknown option `drain`; expected one of `entities`, `server`, `grpc`, "
          + "`log`, `limits`, `quotas`, `transport`, `decisions`, `diagnostics`, `authzen`, "
          + "`proxies`",
        "--set server.loops: `server.loops` is `many`, expected `auto` or a number from 1 to 256",
        "file:1:14: `log.level` is `loud`, expected one of `debug`, `info`, `notice`, `warning`, "
          + "`error`",
        "POSTERN_LIMITS__TEXT_BYTE_COUNT_MAX: `limits.textByteCountMax` is `0`, expected a "
          + "number from 256 to 1048576",
        "POSTERN_LOGS__LEVEL: unknown option `logs`; did you mean `log`?",
      ]
    )
  }

  @Test("a file that is not there is a problem of its own")
  func missingFile() {
    let sources = ConfigurationSources(
      file: "no/such/file.yaml",
      assignments: [],
      flags: [],
      environment: [:]
    )
    #expect {
      try Configuration(sources)
    } throws: { error in
      (error as? ConfigurationFailure)?.lines
        == ["no/such/file.yaml: the file does not exist"]
    }
  }
}

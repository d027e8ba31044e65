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
    ]
  )
  func problems(_ test: Case) throws {
    let problems = try ConfigurationFile.problems(test.text)
    // A text that could not be expanded may be complained of as a value besides.
    #expect(
      problems.filter { !$0.contains("expected one of") || test.problems.contains($0) }
        == test.problems
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

import PosternManifest
import PosternModel
import PosternText
import Testing

@Suite("Account exports")
struct ExportTests {
  private static let export = #"""
    {
      "UserDetailList": [{
        "Path": "/eng/", "UserName": "bob", "UserId": "AIDAEXAMPLE0000000001",
        "Arn": "arn:aws:iam::111122223333:user/eng/bob", "CreateDate": "1970-01-01T00:00:07Z",
        "UserPolicyList": [
          {"PolicyName": "Object", "PolicyDocument": {"Statement" : []}},
          {"PolicyName": "Encoded", "PolicyDocument": "%7B%22Id%22%3A%22a%20b%2Bc+d%22%7D"},
          {"PolicyName": "Text", "PolicyDocument": "{\"Id\": \"%20\"}"}
        ],
        "GroupList": ["Staff"],
        "AttachedManagedPolicies": [
          {"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
        ],
        "PermissionsBoundary": {
          "PermissionsBoundaryType": "Policy",
          "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Own"
        },
        "Tags": [{"Key": "team", "Value": ""}],
        "SomethingNew": {"a": [1]}
      }],
      "GroupDetailList": [{
        "Path": "/", "GroupName": "Staff", "GroupId": "AGPAEXAMPLE0000000001",
        "Arn": "arn:aws:iam::111122223333:group/Staff", "CreateDate": "2020-01-01T00:00:00+00:00",
        "GroupPolicyList": [], "AttachedManagedPolicies": []
      }],
      "RoleDetailList": [{
        "Path": "/", "RoleName": "Ops", "RoleId": "AROAEXAMPLE0000000001",
        "Arn": "arn:aws:iam::111122223333:role/Ops",
        "AssumeRolePolicyDocument": {"Version": "2012-10-17"},
        "InstanceProfileList": [{
          "Path": "/web/", "InstanceProfileName": "Web",
          "InstanceProfileId": "AIPAEXAMPLE000000001",
          "Arn": "arn:aws:iam::111122223333:instance-profile/web/Web",
          "CreateDate": "1970-01-01T00:00:09Z",
          "Roles": [{"Path": "/", "RoleName": "Ops", "Arn": "arn:aws:iam::111122223333:role/Ops"}]
        }], "RolePolicyList": [], "AttachedManagedPolicies": [],
        "RoleLastUsed": {}
      }],
      "Policies": [
        {
          "PolicyName": "ReadOnlyAccess", "PolicyId": "ANPAEXAMPLE0000000001",
          "Arn": "arn:aws:iam::aws:policy/ReadOnlyAccess", "Path": "/", "DefaultVersionId": "v9",
          "PolicyVersionList": [
            {"Document": {"v": 9}, "VersionId": "v9", "IsDefaultVersion": true},
            {"Document": {"v": 8}, "VersionId": "v8", "IsDefaultVersion": false}
          ]
        },
        {
          "PolicyName": "Own", "PolicyId": "ANPAEXAMPLE0000000002",
          "Arn": "arn:aws:iam::111122223333:policy/Own", "Path": "/", "DefaultVersionId": "v1",
          "Description": "ours",
          "PolicyVersionList": [{"Document": {"v": 1}, "VersionId": "v1"}]
        }
      ],
      "IsTruncated": false
    }
    """#

  @Test("an export brings its account, users, groups, roles and policies with it")
  func readsExport() throws {
    let directory = try TemporaryDirectory(["export.json": Self.export])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    let contents = loaded.contents
    #expect(contents.accounts.map(\.id.text) == ["111122223333"])
    let user = try #require(contents.users.first)
    #expect(user.name == "bob")
    #expect(user.path == "/eng/")
    #expect(user.uniqueID == "AIDAEXAMPLE0000000001")
    #expect(user.createdSeconds == 7)
    #expect(user.groups == ["Staff"])
    #expect(user.inlinePolicies.map(\.name) == ["Object", "Encoded", "Text"])
    #expect(
      user.inlinePolicies.map(\.document.text)
        == [#"{"Statement" : []}"#, #"{"Id":"a b+c+d"}"#, #"{"Id": "%20"}"#]
    )
    #expect(user.inlinePolicies.map(\.document.origin?.isVerbatim) == [true, false, false])
    #expect(user.attachedPolicies == ["arn:aws:iam::aws:policy/ReadOnlyAccess"])
    #expect(user.permissionsBoundary == "arn:aws:iam::111122223333:policy/Own")
    #expect(user.tags.map(\.key) == ["team"])
    #expect(contents.groups.map(\.createdSeconds) == [1_577_836_800])
    #expect(contents.roles.map(\.sessionSecondsMax) == [3_600])
    let profile = try #require(contents.instanceProfiles.first)
    #expect(profile.name == "Web")
    #expect(profile.path == "/web/")
    #expect(profile.uniqueID == "AIPAEXAMPLE000000001")
    #expect(profile.createdSeconds == 9)
    #expect(profile.role == "Ops")
    let platform = try #require(contents.policies.first)
    #expect(platform.account == nil)
    #expect(platform.versions.map(\.number) == [8, 9])
    #expect(platform.defaultVersion?.document.text == #"{"v": 9}"#)
    #expect(contents.policies.last?.account?.text == "111122223333")
    #expect(contents.policies.last?.summary == "ours")
  }

  @Test("an export and manifests in one directory come together")
  func combines() throws {
    let directory = try TemporaryDirectory([
      "export.json": Self.export,
      "extra.yaml":
        "kind: Account\nid: 111122223333\nalias: acme\n---\nkind: Group\nname: Extra\n",
    ])
    let loaded = directory.load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.accounts.map(\.alias) == ["acme"])
    #expect(loaded.contents.groups.map(\.name) == ["Staff", "Extra"])
  }

  /// An export in one line, and what is wrong with it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let problem: String
    var testDescription: String { name }
  }

  @Test(
    "rejects exports that are incomplete or contradict themselves",
    arguments: [
      Case(
        name: "a page of several",
        text: #"{"UserDetailList": [], "IsTruncated": true}"#,
        problem: "1:39: the export is incomplete: `IsTruncated` is true; "
          + "export all pages into one file"
      ),
      Case(
        name: "what `--max-items` has cut off",
        text: #"{"UserDetailList": [], "NextToken": "eyJNYXJrZXIiOiBudWxsfQ=="}"#,
        problem: "1:37: the export is incomplete: it ends with a `NextToken`; "
          + "export all pages into one file"
      ),
      Case(
        name: "a page with the marker of the next",
        text: #"{"UserDetailList": [], "Marker": "AAA"}"#,
        problem: "1:34: the export is incomplete: it ends with a `Marker`; "
          + "export all pages into one file"
      ),
      Case(
        name: "two default versions",
        text: #"{"Policies":[{"Arn":"arn:aws:iam::111122223333:policy/A","DefaultVersionId":"v2","#
          + #""PolicyVersionList":[{"VersionId":"v1","IsDefaultVersion":true,"Document":{}},"#
          + #"{"VersionId":"v2","IsDefaultVersion":true,"Document":{}}]}]}"#,
        problem: "1:116: `IsDefaultVersion` of `v1` is true, but `DefaultVersionId` is `v2`"
      ),
      Case(
        name: "an ARN of somebody else",
        text: #"{"GroupDetailList":[{"GroupName":"A","Arn":"arn:aws:iam::111122223333:group/B"}]}"#,
        problem: "1:44: expected an ARN that ends in `:group/A`, found "
          + "`arn:aws:iam::111122223333:group/B`"
      ),
      Case(
        name: "an account that is none",
        text: #"{"GroupDetailList":[{"GroupName":"A","Arn":"arn:aws:iam::aws:group/A"}]}"#,
        problem: "1:44: expected an account id of twelve digits in the ARN, found `aws`"
      ),
      Case(
        name: "no ARN",
        text: #"{"GroupDetailList":[{"GroupName":"A"}]}"#,
        problem: "1:21: a group lacks the member `Arn`"
      ),
      Case(
        name: "a list that is none",
        text: #"{"UserDetailList": {}}"#,
        problem: "1:20: expected a list for `UserDetailList`, found a map"
      ),
      Case(
        name: "a broken encoding",
        text: #"{"GroupDetailList":[{"GroupName":"A","Arn":"arn:aws:iam::111122223333:group/A","#
          + #""GroupPolicyList":[{"PolicyName":"P","PolicyDocument":"%7B%2"}]}]}"#,
        problem: "1:134: expected a percent-encoded policy document, found a broken `%` sequence"
      ),
    ]
  )
  func rejects(example: Case) throws {
    let directory = try TemporaryDirectory(["e.json": example.text])
    #expect(directory.problems().first == "e.json:" + example.problem)
  }

  @Test("what the format leaves out may be null, and a policy's name may be its ARN's")
  func readsNulls() throws {
    let export = #"""
      {"UserDetailList": [{"UserName": "bob", "Arn": "arn:aws:iam::111122223333:user/bob",
        "Path": null, "Tags": null, "PermissionsBoundary": null, "GroupList": null}],
       "GroupDetailList": null, "NextToken": null, "Marker": null,
       "Policies": [{"Arn": "arn:aws:iam::111122223333:policy/a/b/P", "Path": "/a/b/",
         "DefaultVersionId": "v1", "PolicyVersionList": [{"VersionId": "v1", "Document": {}}]}]}
      """#
    let loaded = try TemporaryDirectory(["e.json": "\u{FEFF}" + export]).load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(loaded.contents.users.first?.path == "/")
    #expect(loaded.contents.users.first?.permissionsBoundary == nil)
    #expect(loaded.contents.policies.map(\.name) == ["P"])
    let missing = try TemporaryDirectory([
      "e.json": #"{"UserDetailList": [{"UserName": null, "Arn": "arn:aws:iam::1:user/b"}]}"#
    ])
    #expect(missing.problems().first == "e.json:1:21: a user lacks the member `UserName`")
  }

  @Test("an export may be YAML, as `--output yaml` prints it")
  func readsYAML() throws {
    let export = """
      Policies:
      - Arn: arn:aws:iam::111122223333:policy/P
        DefaultVersionId: v1
        PolicyVersionList:
        - Document:
            Statement:
            - Action: s3:GetObject
              Condition:
                Bool:
                  aws:SecureTransport: 'true'
              Effect: Allow
              Resource: arn:aws:s3:::b/${aws:username}/*
            Version: '2012-10-17'
          IsDefaultVersion: true
          VersionId: v1
      UserDetailList: []
      """
    let loaded = try TemporaryDirectory(["e.yaml": export]).load()
    #expect(loaded.problems.sorted.map(\.description) == [])
    #expect(
      loaded.contents.policies.first?.versions.first?.document.text
        == #"{"Statement":[{"Action":"s3:GetObject","Condition":{"Bool":{"aws:SecureTransport":"#
        + #""true"}},"Effect":"Allow","Resource":"arn:aws:s3:::b/${aws:username}/*"}],"#
        + #""Version":"2012-10-17"}"#
    )
  }

  @Test("rejects a truncated file and a member given twice")
  func rejectsBrokenJSON() throws {
    let whole = Self.export
    let truncated = try TemporaryDirectory(["e.json": String(whole.prefix(whole.count / 2))])
    #expect(truncated.load().problems.totalCount == 1)
    let duplicated = try TemporaryDirectory([
      "e.json": #"{"UserDetailList": [], "UserDetailList": []}"#
    ])
    #expect(duplicated.load().problems.totalCount == 1)
    #expect(duplicated.load().problems.sorted.first?.position?.column == 24)
  }
}

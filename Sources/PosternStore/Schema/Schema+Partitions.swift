extension Schema {
  /// Policies of the platform, which belong to no account: each partition has its own, with the
  /// same names and unique ids.
  static let namesInPartitions = """
    DROP INDEX policy_names;
    CREATE UNIQUE INDEX policy_names ON policies (ifnull(account, arn), name COLLATE NOCASE);
    DROP INDEX policy_unique_ids;
    CREATE UNIQUE INDEX policy_unique_ids ON policies (unique_id) WHERE account IS NOT NULL;
    """
}

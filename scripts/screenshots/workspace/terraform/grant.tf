resource "aws_kms_grant" "file_system" {
  name              = "fsx-lustre"
  key_id            = "arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  grantee_principal = "arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0"
  operations        = ["kms:Decrypt", "GenerateDataKey", "ReEncrypt*"]
}

# Three accounts in one configuration, made from nothing by reference: no ARN is known in the plan.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["101010101010"]
}

provider "aws" {
  alias               = "bucket"
  region              = "us-west-2"
  allowed_account_ids = ["202020202020"]
}

provider "aws" {
  alias               = "key"
  region              = "us-west-2"
  allowed_account_ids = ["303030303030"]
}

data "aws_caller_identity" "a" {}

data "aws_caller_identity" "b" {
  provider = aws.bucket
}

data "aws_caller_identity" "c" {
  provider = aws.key
}

data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.c.account_id}:root"]
    }
  }
  statement {
    actions   = ["kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.a.account_id, data.aws_caller_identity.b.account_id]
    }
  }
  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.b.account_id]
    }
  }
  statement {
    sid       = "FileSystem"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.a.account_id]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::${data.aws_caller_identity.a.account_id}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}"]
    }
  }
  statement {
    actions   = ["kms:CreateGrant", "kms:RevokeGrant"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.a.account_id]
    }
  }
}

resource "aws_kms_key" "data" {
  provider = aws.key
}

resource "aws_kms_key_policy" "data" {
  provider = aws.key
  key_id   = aws_kms_key.data.key_id
  policy   = data.aws_iam_policy_document.key.json
}

resource "aws_s3_bucket" "data" {
  provider = aws.bucket
  bucket   = "one-plan-data"
}

resource "aws_s3_bucket_policy" "data" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.a.account_id }
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::one-plan-data", "arn:aws:s3:::one-plan-data/*"]
    }]
  })
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  provider = aws.bucket
  bucket   = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

resource "aws_fsx_lustre_file_system" "data" {
  deployment_type             = "PERSISTENT_2"
  storage_capacity            = 1200
  per_unit_storage_throughput = 250
  subnet_ids                  = ["subnet-0123456789abcdef0"]
}

resource "aws_fsx_data_repository_association" "data" {
  file_system_id                   = aws_fsx_lustre_file_system.data.id
  file_system_path                 = "/data"
  data_repository_path             = "s3://${aws_s3_bucket.data.bucket}"
  batch_import_meta_data_on_create = true
}

resource "aws_kms_grant" "data" {
  key_id            = aws_kms_key.data.arn
  grantee_principal = "arn:aws:iam::${data.aws_caller_identity.a.account_id}:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${aws_fsx_lustre_file_system.data.id}"
  operations        = ["Decrypt", "GenerateDataKey", "DescribeKey"]
  depends_on        = [aws_fsx_data_repository_association.data]
}

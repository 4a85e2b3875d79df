# Account B: everything in the bucket itself; Statement is one object, the principal a bare account id.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

locals {
  account = "202020202020"
  region  = "eu-central-1"
}

provider "aws" {
  region              = local.region
  allowed_account_ids = [local.account]
}

data "aws_caller_identity" "here" {}

data "aws_region" "here" {}

resource "aws_s3_bucket" "frames" {
  bucket = "frames-of-account-b"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = {
      Effect    = "Allow"
      Principal = { AWS = "101010101010" }
      Action    = ["s3:Get*", "s3:List*", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:PutBucketNotification"]
      Resource  = ["arn:aws:s3:::frames-of-account-b", "arn:aws:s3:::frames-of-account-b/*"]
    }
  })
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = "arn:aws:kms:eu-central-1:303030303030:key/5f0c1c1e-52f2-4f9d-9a52-0a6a4b3d2f11"
      }
      bucket_key_enabled = true
    }
  }
}

output "place" {
  value = "${data.aws_caller_identity.here.account_id} ${data.aws_region.here.name}"
}

# Account C: the key's policy in a resource of its own, as JSON text.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.100" }
  }
}

provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = ["303030303030"]
}

resource "aws_kms_key" "frames" {
  description = "frames"
}

resource "aws_kms_key_policy" "frames" {
  key_id = aws_kms_key.frames.id
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "303030303030" }, "Action": "kms:*", "Resource": "*" },
        {
          "Sid": "look",
          "Effect": "Allow",
          "Principal": { "AWS": ["101010101010", "202020202020"] },
          "Action": "kms:DescribeKey",
          "Resource": "*"
        },
        {
          "Sid": "use",
          "Effect": "Allow",
          "Principal": { "AWS": ["101010101010", "202020202020"] },
          "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
          "Resource": "*",
          "Condition": { "StringEquals": { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } }
        },
        { "Sid": "grants", "Effect": "Allow", "Principal": { "AWS": "101010101010" }, "Action": "kms:CreateGrant", "Resource": "*" }
      ]
    }
  JSON
}

"""``python -m flowmodel``."""

import sys

from flowmodel.cli import main

if __name__ == "__main__":
    sys.exit(main())

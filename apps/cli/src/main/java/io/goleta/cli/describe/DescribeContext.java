package io.goleta.cli.describe;

import io.goleta.cli.download.Downloads;
import io.goleta.cli.print.Times;
import io.goleta.cli.session.VeleroObjects;

/**
 * What a description draws on.
 *
 * @param coloured whether phases are coloured
 * @param details whether the user asked for everything
 */
record DescribeContext(VeleroObjects velero, Downloads downloads, Times times, boolean coloured, boolean details) {}

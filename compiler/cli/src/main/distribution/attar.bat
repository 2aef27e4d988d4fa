@echo off
rem Starts the attar command line with a JDK 25 or newer: ATTAR_JAVA (a JDK or its java), JAVA_HOME, or the java on the PATH.
rem   ATTAR_JAVA_OPTS   more options for the JVM
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined ATTAR_JAVA set "JAVA=%ATTAR_JAVA%"
if exist "%JAVA%\bin\java.exe" set "JAVA=%JAVA%\bin\java.exe"
"%JAVA%" --version >nul 2>nul
if errorlevel 1 (
    echo attar: there is no JDK 25 or newer here; install one and set JAVA_HOME to it 1>&2
    exit /b 1
)
"%JAVA%" -XX:+UseSerialGC -XX:+DisplayVMOutputToStderr --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED ^
    %ATTAR_JAVA_OPTS% -cp "%~dp0..\lib\*" dev.attar.cli.Main %*
exit /b %errorlevel%
